/** Terraform with azapi, the peer that does the same work: a folder with the configuration of many jobs. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { timedCommand, type Timed } from "./timedCommand";

/** The two programs: see tools/azapi/locate.mjs. */
export interface PeerPrograms {
    terraform: string;
    azapi: string;
}

/** What is measured, in the order in which it is run, and what Terraform is asked for it. */
const commands = {
    up: ["apply", "-auto-approve"],
    "preview with reads": ["plan"],
    "preview without reads": ["plan", "-refresh=false"],
    destroy: ["destroy", "-auto-approve"],
} as const;

export type Operation = keyof typeof commands;
export const operations = Object.keys(commands) as Operation[];

export class TerraformPeer {
    private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), "bench-terraform-"));
    private readonly env: NodeJS.ProcessEnv;

    /** @param properties of each job, the same as the others make it with */
    constructor(
        private readonly programs: PeerPrograms,
        emulator: { env: Record<string, string>; subscriptionId: string },
        count: number,
        properties: unknown,
    ) {
        fs.writeFileSync(
            path.join(this.folder, "main.tf"),
            configuration(count, emulator.subscriptionId, properties),
        );
        this.env = { ...process.env, ...emulator.env, ...this.withoutRegistry() };
    }

    /** With Terraform's own ten resources at a time. Any exit code is a result. */
    run(operation: Operation): Promise<Timed> {
        const command = [this.programs.terraform, ...commands[operation]];
        return timedCommand([...command, "-input=false", "-no-color"], {
            cwd: this.folder,
            env: this.env,
        });
    }

    dispose(): void {
        fs.rmSync(this.folder, { recursive: true, force: true });
    }

    /** Terraform's own settings, by which it finds azapi here and asks no registry for it. */
    private withoutRegistry(): Record<string, string> {
        const plugins = path.join(this.folder, "azapi");
        fs.mkdirSync(plugins);
        const name = path.join(plugins, "terraform-provider-azapi");
        fs.symlinkSync(path.resolve(this.programs.azapi), name);
        const settings = path.join(this.folder, "terraform.rc");
        const override = `"Azure/azapi" = ${JSON.stringify(plugins)}`;
        fs.writeFileSync(
            settings,
            `provider_installation {\n  dev_overrides {\n    ${override}\n  }\n  direct {}\n}\n`,
        );
        return { TF_CLI_CONFIG_FILE: settings, TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" };
    }
}

function configuration(count: number, subscriptionId: string, properties: unknown): string {
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
function asHcl(value: unknown): string {
    return JSON.stringify(value).replace(/[$%]\{/g, (sign) => sign[0] + sign);
}
