import { mount } from "svelte";
import { useApi } from "./api";
import { mainClient } from "./api/client";
import "./styles/base.css";
import "./styles/pages.css";
import { watchModality } from "./state/modality";
import Main from "./views/Main.svelte";

useApi(mainClient);
watchModality();

const target = document.getElementById("app");
if (target) mount(Main, { target });
