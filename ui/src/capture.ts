import { mount } from "svelte";
import { useApi } from "./api";
import { captureClient } from "./api/client";
import "./styles/base.css";
import Capture from "./views/Capture.svelte";

useApi(captureClient);

const target = document.getElementById("app");
if (target) mount(Capture, { target });
