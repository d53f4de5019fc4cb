import { draw } from "./draw.js";
import { dyad } from "./dyad.js";
import { figures } from "./figures.js";
import { network } from "./network.js";
import { timeline } from "./timeline.js";

draw({ dyad, figures, network, timeline });
