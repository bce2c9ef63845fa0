import { mount } from "svelte";
import "./styles/base.css";
import Main from "./views/Main.svelte";

const target = document.getElementById("app");
if (target) mount(Main, { target });
