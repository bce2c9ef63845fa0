import { mount } from "svelte";
import "./styles/base.css";
import { watchModality } from "./state/modality";
import Main from "./views/Main.svelte";

watchModality();

const target = document.getElementById("app");
if (target) mount(Main, { target });
