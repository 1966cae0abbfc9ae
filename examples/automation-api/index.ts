import { LocalWorkspace } from "@pulumi/pulumi/automation";
import { Job } from "pulumi-azure-importexport";

/** The stack's program: what `index.ts` of an ordinary project would hold. */
function program() {
    const job = new Job("photos", {
        resourceGroupName: "rg-archive", // it must exist
        location: "westus",
        properties: {
            jobType: "Import",
            storageAccountId: required("STORAGE_ACCOUNT_ID"),
            driveList: [
                {
                    driveId: "NOBODYS1",
                    bitLockerKey: required("BITLOCKER_KEY"),
                    manifestFile: "\\DriveManifest.xml",
                    manifestHash: "109B21108597EF36D5785F08303F3638",
                },
            ],
        },
    });
    return Promise.resolve({ jobName: job.name, state: job.state });
}

function required(name: string): string {
    const value = process.env[name];
    if (!value) throw new Error(`Set the environment variable ${name}.`);
    return value;
}

async function main(wish: string | undefined): Promise<void> {
    // In this folder, and not in a temporary one: destroy and refresh load the package from here.
    const stack = await LocalWorkspace.createOrSelectStack(
        { stackName: "dev", projectName: "automation-api", program },
        { workDir: __dirname },
    );
    if (wish === "destroy") {
        // Rejects where the job's state forbids it; the message says why and what to do.
        await stack.destroy();
        console.log("The job is gone.");
        return;
    }
    const { outputs } = await stack.up();
    console.log(`${String(outputs.jobName?.value)} is ${String(outputs.state?.value)}.`);
}

main(process.argv[2]).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
