import { draw } from "./draw.js";
import { map } from "./map.js";

draw({ map });
