/** One cell of the matrix: an empty project, a fresh install, up and destroy of a job of each service. */
import fs from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { runQuietly } from "../childProcess.mjs";
import { SetupError } from "../progress.mjs";
import { repository } from "../setup.mjs";
import { installCommand, nodeFolder } from "./toolchains.mjs";

const account =
    "/subscriptions/9f8c8eaa-8824-4096-83d8-06f541d1f1cd/resourceGroups/rg-archive/providers/Microsoft.Storage/storageAccounts/archive";

/** A job of each service; nothing in it is anybody's. */
const program = `
const { Job, CustomerDiskJob } = require("pulumi-azure-importexport");
const disk = { bitLockerKey: "${Array(8).fill("000000").join("-")}", manifestFile: "\\\\DriveManifest.xml", manifestHash: "109B21108597EF36D5785F08303F3638" };
const where = { resourceGroupName: "rg-archive", location: "westus" };
exports.job = new Job("job", { ...where, properties: { jobType: "Import", storageAccountId: "${account}", driveList: [{ driveId: "NOBODYS1", ...disk }] } }).id;
exports.order = new CustomerDiskJob("order", { ...where, transferType: "ImportToAzure", details: {
    contactDetails: { contactName: "Nora Nobody", phone: "4255550100", emailList: ["nora@example.com"] },
    shippingAddress: { streetAddress1: "1 Example Way", city: "Redmond", stateOrProvince: "WA", postalCode: "98007", country: "US" },
    returnToCustomerPackageDetails: { carrierName: "FedEx", carrierAccountNumber: "000000000" },
    importDiskDetailsCollection: { NOBODYS1: disk },
    dataImportDetails: [{ accountDetails: { dataAccountType: "StorageAccount", storageAccountId: "${account}" } }] } }).id;
`;

/** Packs the provider as `npm publish` would. @returns the tarball's path */
export async function packedPackages(folder) {
    const args = ["pack", "--workspace", "provider", "--pack-destination", folder, "--json"];
    const { code, stdout, stderr } = await runQuietly("npm", args, { cwd: repository });
    if (code !== 0) throw new SetupError(`npm pack failed:\n${stdout}${stderr}`);
    const files = (await fs.readdir(folder)).filter((name) => name.endsWith(".tgz"));
    return files.map((name) => path.join(folder, name));
}

/** @returns `{ ok, said }`: whether all of it worked, and the last step with what was installed */
export async function runCell({ node, manager, sdk }, { folder, tarballs, pulumi }) {
    const { startEmulator } = await import("azure-importexport-emulator");
    const emulator = await startEmulator({ throttling: "off" });
    const project = await fs.mkdtemp(path.join(folder, "cell-"));
    try {
        const bin = await nodeFolder(node);
        const installing = await environment(project, bin, pulumi);
        // Its certificate authority takes the place of the machine's own, which the registry may need.
        const running = { ...installing, ...emulator.env };
        await writeProject(project, sdk, tarballs);
        const install = await installCommand(manager, bin);
        const steps = [
            ["install", install.command, install.args],
            ["stack init", pulumi.command, ["stack", "init", "dev"]],
            ["up", pulumi.command, ["up", "--yes", "--skip-preview", "--non-interactive"]],
            ["refresh", pulumi.command, ["refresh", "--yes", "--non-interactive"]],
            ["destroy", pulumi.command, ["destroy", "--yes", "--non-interactive"]],
        ];
        for (const [name, command, args] of steps) {
            const env = name === "install" ? installing : running;
            const { code, stdout, stderr } = await runQuietly(command, args, { cwd: project, env });
            if (code !== 0) return { ok: false, said: `${name}: ${reasonIn(stdout + stderr)}` };
            if (name === "up" && emulator.jobs().length !== 2)
                return { ok: false, said: "up ended well without two jobs" };
        }
        const left = emulator.jobs().length;
        return { ok: left === 0, said: left === 0 ? await versionsIn(project) : "jobs are left" };
    } finally {
        await emulator.stop();
        await fs.rm(project, { recursive: true, force: true });
    }
}

async function writeProject(project, sdk, tarballs) {
    const files = {
        "package.json": JSON.stringify({
            name: "matrix",
            private: true,
            main: "index.js",
            dependencies: {
                "@pulumi/pulumi": sdk,
                "pulumi-azure-importexport": `file:${tarballs[0]}`,
            },
        }),
        "Pulumi.yaml": JSON.stringify({
            name: "matrix",
            runtime: { name: "nodejs", options: { typescript: false } },
        }),
        "index.js": program,
    };
    for (const [name, text] of Object.entries(files))
        await fs.writeFile(path.join(project, name), text);
    for (const name of ["home", "state", "user"]) await fs.mkdir(path.join(project, name));
}

/** What is let in, so that nothing of the user's login, stacks or settings is seen or touched. */
async function environment(project, nodeBin, pulumi) {
    const { stdout } = await runQuietly("npm", ["config", "get", "registry"]);
    const registry = stdout.trim();
    return {
        PATH: [nodeBin, pulumi.binFolder, process.env.PATH].join(path.delimiter),
        HOME: path.join(project, "user"),
        TMPDIR: process.env.TMPDIR,
        npm_config_cache: process.env.npm_config_cache,
        npm_config_registry: registry,
        YARN_REGISTRY: registry,
        BUN_CONFIG_REGISTRY: registry,
        NODE_EXTRA_CA_CERTS: process.env.NODE_EXTRA_CA_CERTS,
        PULUMI_HOME: path.join(project, "home"),
        PULUMI_BACKEND_URL: pathToFileURL(path.join(project, "state")).href,
        PULUMI_CONFIG_PASSPHRASE: "only for tests",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    };
}

/** The line of an output that says most: the package manager's or Pulumi's error. */
function reasonIn(output) {
    const lines = output.split("\n").map((line) => line.trim());
    return (
        lines.find((line) => /^(npm )?(err|error)\b/i.test(line)) ??
        lines.filter(Boolean).at(-1) ??
        ""
    );
}

async function versionsIn(project) {
    const manifest = path.join(project, "node_modules/@pulumi/pulumi/package.json");
    const { version } = JSON.parse(await fs.readFile(manifest, "utf8"));
    return `@pulumi/pulumi ${version}`;
}
