import { expect, test } from "vitest";
import { countriesByName, countryName } from "./countries";

const names = (codes: string[], here: string | null) => countriesByName(codes, here).map(({ name }) => name);

test("countries stand by name, and somewhere else after them all", () => {
  expect(names(["GB", "DE", "US"], null)).toEqual(["Germany", "United Kingdom", "United States", "somewhere else"]);
});

test("the country one is in can be chosen though nothing is known of it, once", () => {
  expect(names(["GB"], "FJ")).toEqual(["Fiji", "United Kingdom", "somewhere else"]);
  expect(names(["GB"], "GB")).toEqual(["United Kingdom", "somewhere else"]);
  expect(names(["GB"], "ZZ")).toEqual(["United Kingdom", "somewhere else"]);
});

test("what is no country is not given a country's name", () => {
  expect(countryName("ZZ")).toBe("somewhere else");
  expect(countryName("?")).toBe("?");
});
