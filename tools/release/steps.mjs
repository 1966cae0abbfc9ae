// The steps of a release, in order. A rehearsal takes them here; .github/workflows/release.yml has them by the same names.

import { SetupError } from "../progress.mjs";
import { missingForRelease } from "./versions.mjs";

export const steps = [
    { id: "check", name: "Check that the version is ready" },
    { id: "build", name: "Build all that is published" },
    { id: "npm", name: "Publish the npm packages" },
    { id: "python", name: "Publish the Python package" },
    { id: "go", name: "Publish the Go module" },
    { id: "plugins", name: "Publish the plugin archives" },
    { id: "follow", name: "Follow the pages by name" },
];

/** Throws a SetupError that says all that is missing. */
export async function checkReady(tag) {
    const missing = await missingForRelease({ tag });
    if (missing.length > 0) throw new SetupError(["Not ready:", ...missing].join("\n  "));
}
