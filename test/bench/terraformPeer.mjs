// Terraform with azapi, the peer whose binaries are given: the configuration of many jobs, and the runs of it.
import fs from "node:fs";
import path from "node:path";

/** Jobs as azapi takes them; the same as jobArgs.cjs makes for the others. */
export function configuration(count, subscriptionId, properties) {
    return `terraform {
  required_providers {
    azapi = { source = "Azure/azapi" }
  }
}

provider "azapi" {}

resource "azapi_resource" "job" {
  count     = ${count}
  type      = "Microsoft.ImportExport/jobs@2021-01-01"
  parent_id = "/subscriptions/${subscriptionId}/resourceGroups/bench"
  name      = "job-\${count.index}"
  location  = "westus"
  body      = ${asHcl({ properties })}
}
`;
}

/** JSON is HCL, but for what a text may hold: templates begin with $ or %. */
function asHcl(value) {
    return JSON.stringify(value).replace(/[$%]\{/g, (sign) => sign[0] + sign);
}

/**
 * A folder in which Terraform finds the jobs, and azapi without asking any registry.
 *
 * @returns the environment of its commands
 */
export function prepare(folder, azapi, text) {
    fs.mkdirSync(path.join(folder, "azapi"), { recursive: true });
    fs.symlinkSync(path.resolve(azapi), path.join(folder, "azapi/terraform-provider-azapi"));
    fs.writeFileSync(path.join(folder, "main.tf"), text);
    const settings = path.join(folder, "terraform.rc");
    const override = JSON.stringify(path.join(folder, "azapi"));
    fs.writeFileSync(
        settings,
        `provider_installation {\n  dev_overrides {\n    "Azure/azapi" = ${override}\n  }\n  direct {}\n}\n`,
    );
    return { TF_CLI_CONFIG_FILE: settings, TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" };
}

/** Terraform's command for all jobs at once. */
export function commandLine(command, count) {
    return [command, "-auto-approve", "-input=false", "-no-color", `-parallelism=${count}`];
}
