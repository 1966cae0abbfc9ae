/** What Pulumi runs: all policies of this package, as one pack. It starts to serve when it is loaded. */

import { PolicyPack } from "@pulumi/policy";
import { policies } from "./index";

/** The name that the engine shows, and that `guarded-destroy` looks for in its answer. */
export const packName = "azure-importexport";

new PolicyPack(packName, {
    displayName: "Azure Import/Export",
    description:
        "Keeps Azure Import/Export jobs and Data Box orders from being destroyed while the drives are under way.",
    provider: "Azure",
    tags: ["azure", "importexport", "databox"],
    policies,
});
