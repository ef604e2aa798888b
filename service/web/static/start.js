// Every page works without this file. With it the design system's components are a little easier to
// use: the error summary takes the focus, a button is not pressed twice.
import "./body_map.js";
import "./day_slider.js";
import { initAll } from "./vendor/govuk-frontend.min.js";
import "./keep.js";
import "./picture.js";
import "./unfold.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
