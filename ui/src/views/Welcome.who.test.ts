import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../api";
import { FakeApi, failure } from "../api/fake";
import { settle } from "../settle";
import { strengthOf } from "../state/strength";
import { toast } from "../state/toast.svelte";
import Main from "./Main.svelte";
import { alerts as said, clean, key, press, type } from "./acts.test-env";

vi.mock("../state/strength", { spy: true });

let fake: FakeApi;
beforeEach(() => {
  fake = new FakeApi();
  fake.state.newcomer = true;
  useApi(fake);
  toast.clear();
  location.hash = "";
});

/** Opens the third of the first screens. */
async function open(): Promise<void> {
  render(Main);
  await import("./welcome/Who.svelte");
  await settle();
  await press("Skip");
  await press("Skip");
}

async function choose(words: string, again = words): Promise<void> {
  await type("Passphrase", words);
  await type("Passphrase, once more", again);
}

/** As far as the question what the paper says. */
async function written(): Promise<void> {
  await open();
  await choose("rain on glass");
  await press("Begin");
  await press("I have it");
}

const title = () => screen.getByRole("heading", { level: 1 }).textContent;
const WHO = "Who else uses this computer?";
const WRITE = "Write this down, on paper.";
const PAPER = "And what does your paper say?";
const GROUPS = "Its last two groups";

test("a lock is offered first, and none is as good an answer, which sets nothing", async () => {
  await open();
  expect(title()).toBe(WHO);
  expect(screen.getByRole<HTMLInputElement>("radio", { name: "Lock my journal with a passphrase" }).checked).toBe(true);
  await clean();
  await fireEvent.click(screen.getByRole("radio", { name: "No passphrase" }));
  await press("Begin");
  expect(title()).toBe("Sunday, 22 November");
  expect(fake.calls).not.toContain("renewKey");
  expect(fake.secret).toBeNull();
});

test("a passphrase, a code on paper, its last two groups: then the journal is locked, and Today is there", async () => {
  await open();
  await choose("rain on glass");
  await press("Begin");
  expect(title()).toBe(WRITE);
  expect(document.activeElement?.textContent).toBe(WRITE);
  expect(screen.getByRole("group", { name: "Recovery code" }).textContent?.replace(/\s+/g, " ").trim()).toBe(
    "7KQM 2XHD PVRA 94TE WJ3F C8NB 5SGY L6ZU",
  );
  await clean();
  await press("I have it");
  expect(title()).toBe(PAPER);
  expect(document.activeElement).toBe(screen.getByLabelText(GROUPS));
  expect(
    screen.queryByText("L6ZU", { ignore: ".paper *" }),
    "what is asked for cannot be read off the screen",
  ).toBeNull();
  await clean();
  expect(fake.secret, "nothing is set yet").toBeNull();
  await type(GROUPS, " 5sgy-l6zu ");
  await key("Enter");
  expect(fake.secret?.passphrase).toBe("rain on glass");
  expect(title()).toBe("Sunday, 22 November");
  expect(fake.calls).toContain("welcomed");
});

test("everything goes by Enter alone, from field to field", async () => {
  await open();
  await type("Passphrase", "rain");
  await key("Enter");
  expect(document.activeElement).toBe(screen.getByLabelText("Passphrase, once more"));
  await type("Passphrase, once more", "rain");
  await key("Enter");
  expect(title()).toBe(WRITE);
  await key("Enter");
  expect(title()).toBe(PAPER);
});

test("an empty passphrase is not one, and the focus goes where it is missing", async () => {
  await open();
  await press("Begin");
  expect(title()).toBe(WHO);
  expect(said()).toBe("Nothing is typed yet. Any words will do.");
  expect(document.activeElement).toBe(screen.getByLabelText("Passphrase"));
  await type("Passphrase", "r");
  expect(said()).toBe("");
});

test("two that differ are said to when the second is left, and not while it is typed", async () => {
  await open();
  await choose("rain", "ra");
  expect(said()).toBe("");
  await fireEvent.blur(screen.getByLabelText("Passphrase, once more"));
  await settle();
  expect(said()).toMatch(/^These two differ so far/);
  await press("Begin");
  expect(title()).toBe(WHO);
  await type("Passphrase, once more", "rain");
  expect(said()).toBe("");
});

test("both can be shown to compare them", async () => {
  await open();
  const types = () =>
    ["Passphrase", "Passphrase, once more"].map((label) => screen.getByLabelText<HTMLInputElement>(label).type);
  expect(types()).toEqual(["password", "password"]);
  await press("Show what is typed");
  expect(types()).toEqual(["text", "text"]);
  await press("Hide what is typed");
  expect(types()).toEqual(["password", "password"]);
});

test("how it would stand up to guessing is said once typing pauses, and the weakest is taken as well", async () => {
  await open();
  await strengthOf("its words are read");
  vi.useFakeTimers();
  vi.mocked(strengthOf).mockClear();
  await type("Passphrase", "r");
  await type("Passphrase", "rain on glass and more");
  await vi.advanceTimersByTimeAsync(300);
  await settle();
  expect(screen.getByText("Nobody is likely to guess this.")).toBeTruthy();
  expect(strengthOf).toHaveBeenCalledOnce();
  await choose("r");
  await vi.advanceTimersByTimeAsync(300);
  await settle();
  expect(screen.getByText("Somebody who guesses would have this almost at once.")).toBeTruthy();
  await press("Begin");
  expect(title()).toBe(WRITE);
});

test("typing a passphrase is choosing one, and looking at the other choice forgets nothing", async () => {
  await open();
  await choose("rain");
  await fireEvent.click(screen.getByRole("radio", { name: "No passphrase" }));
  await settle();
  expect(screen.getByLabelText<HTMLInputElement>("Passphrase").value).toBe("rain");
  await type("Passphrase", "rain o");
  expect(screen.getByRole<HTMLInputElement>("radio", { name: /^Lock/ }).checked).toBe(true);
});

test("other groups than the last two change nothing; the code can be looked at again, and is the same", async () => {
  await written();
  await type(GROUPS, "AAAA BBBB");
  await press("Continue");
  expect(said()).toBe("Those are not the last two groups on this screen.");
  expect(screen.getByLabelText<HTMLInputElement>(GROUPS).value).toBe("AAAA BBBB");
  expect(fake.secret).toBeNull();
  await press("Look at it again");
  expect(title()).toBe(WRITE);
  expect(screen.getByText("L6ZU", { ignore: ".paper *" })).toBeTruthy();
  expect(fake.calls.filter((call) => call === "newRecoveryCode")).toHaveLength(1);
  await press("I have it");
  expect(said()).toBe("");
});

test("Back and Esc go back step by step, with what was typed where it was", async () => {
  await written();
  await key("Escape");
  expect(title(), "first out of the field").toBe(PAPER);
  await key("Escape");
  expect(title()).toBe(WRITE);
  await press("Back");
  expect(title()).toBe(WHO);
  expect(screen.getByLabelText<HTMLInputElement>("Passphrase").value).toBe("rain on glass");
  await key("Escape");
  expect(title(), "Esc does not throw away what was typed").toBe(WHO);
  await press("Skip");
  expect(title()).toBe("Sunday, 22 November");
  expect(fake.secret).toBeNull();
});

test("a disk that is full leaves all as it was, and it can be tried again", async () => {
  await written();
  await type(GROUPS, "5SGY L6ZU");
  fake.failing.renewKey = failure("disk_full");
  await press("Continue");
  expect(said()).toMatch(/disk is full\. All is as it was/);
  fake.failing = {};
  await press("Continue");
  expect(fake.secret?.passphrase).toBe("rain on glass");
});

test("while the key is made it says how far it is, and no key and no button begins it again", async () => {
  await written();
  await type(GROUPS, "5SGY L6ZU");
  let done: () => void = () => undefined;
  const renew = fake.renewKey;
  fake.renewKey = async (...all) => {
    await new Promise<void>((resolve) => (done = resolve));
    return renew(...all);
  };
  await press("Continue");
  fake.emitProgress({ task: "rekey", done: 0.5 });
  fake.emitProgress({ task: "backup", done: 0.9 });
  await settle();
  expect(screen.getByRole<HTMLProgressElement>("progressbar").value).toBe(0.5);
  await key("Escape");
  await key("Escape");
  expect(title()).toBe(PAPER);
  done();
  await settle();
  expect(title()).toBe("Sunday, 22 November");
});

test("the code can be printed or saved, and what does not work is said", async () => {
  await open();
  await choose("rain");
  await press("Begin");
  expect(document.body.querySelector(".paper")?.textContent).toMatch(/7KQM\s*2XHD\s*PVRA\s*94TE/);
  await press("Print…");
  expect(fake.calls).toContain("print");
  fake.folderToChoose = null;
  await press("Save to a drive…");
  expect(screen.queryByText(/^Saved\./), "nowhere was chosen").toBeNull();
  fake.folderToChoose = "/media/stick";
  await press("Save to a drive…");
  expect(screen.getByText(/^Saved\./)).toBeTruthy();
  fake.failing = { print: failure("internal"), saveRecoveryCode: failure("file") };
  await press("Print…");
  expect(screen.getByText(/^It could not be printed/)).toBeTruthy();
  await press("Save to a drive…");
  expect(screen.getByText(/^It could not be saved there/)).toBeTruthy();
  await press("I have it");
  expect(document.body.querySelector(".paper"), "no sheet lies about").toBeNull();
});

test("a code that cannot be made is said, and nothing is lost", async () => {
  fake.failing.newRecoveryCode = failure("internal");
  await open();
  await choose("rain");
  await press("Begin");
  expect(title()).toBe(WHO);
  expect(said()).toMatch(/^That did not work/);
  expect(screen.getByLabelText<HTMLInputElement>("Passphrase").value).toBe("rain");
});

test("where there is a passphrase already, nobody is asked for a first one", async () => {
  fake.secret = { passphrase: "rain", code: ["L6ZU"], made: "2026-11-22" };
  render(Main);
  await settle();
  expect(screen.getByRole("img", { name: "Screen 1 of 2" })).toBeTruthy();
  await press("Skip");
  await press("Skip");
  expect(title()).toBe("Sunday, 22 November");
});
