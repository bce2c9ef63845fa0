import words from "../../../words/en.ftl?later";
import { learn } from "./words";

// The first page should not have to carry these. Whatever says one of them imports this file.
learn(words);
