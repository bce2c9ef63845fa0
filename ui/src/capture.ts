import { mount } from "svelte";
import "./styles/base.css";
import Capture from "./views/Capture.svelte";

const target = document.getElementById("app");
if (target) mount(Capture, { target });
