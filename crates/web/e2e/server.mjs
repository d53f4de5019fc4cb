// Starts `rapporteur demo` on a free port, and ends it.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const PROGRAM = process.env.RAPPORTEUR ?? fileURLToPath(new URL("../../../target/release/rapporteur", import.meta.url));

/** A server over the example store: its address without a final slash, and how to end it. */
export async function demo() {
  const server = spawn(PROGRAM, ["demo", "--no-open", "--listen", "127.0.0.1:0"], { stdio: ["ignore", "ignore", "pipe"] });
  let told = "";
  const url = await new Promise((resolve, reject) => {
    server.on("error", reject);
    server.on("exit", (status) => reject(new Error(`${PROGRAM} ended with ${status}: ${told}`)));
    server.stderr.on("data", (words) => {
      told += words;
      const address = told.match(/http:\/\/[^\s/]+/);
      if (address) resolve(address[0]);
    });
  });
  return { url, end: () => server.kill("SIGINT") };
}
