import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { importJob, type CheckedEmulator } from "../harness";

/** The ways to log in that every client tries. */
export const logins = ["managed-identity", "default", "client-secret"];

/** What every client sees, written once: they are witnesses of one story. */
export const story = {
    created: ["photos", "Creating", 2],
    read: ["West US", null],
    shipped: "Shipping",
    pages: [["photos"], ["videos"]],
    filtered: ["photos"],
    keys: ["9CA995BB", "9CA995CC"],
    cancelled: true,
    refused: [409, "Conflict"],
    gone: [404, "ResourceNotFound"],
    location: "West US",
};

/** What every client sees of a Data Box order, written once. */
export const dataBoxStory = {
    created: ["photos", "Created", true, false],
    again: [409, "Conflict"],
    disks: ["DISK-1", "DISK-2"],
    key: null,
    stage: "Created",
    tags: { owner: "us" },
    listed: ["photos", "videos"],
    keys: ["DISK-1", "DISK-2"],
    early: [409, "Conflict"],
    cancelled: ["Cancelled", "not needed", true],
    gone: [404, "ResourceNotFound"],
    shipped: "ShippedToAzureDC",
    late: [409, "Conflict"],
    skus: [["DataBoxCustomerDisk", true]],
    address: "DatacenterAddressLocation",
};

/** Runs a client's script through a job's life, and returns what it saw. */
export async function journey(
    emulator: CheckedEmulator,
    program: string,
    script: string,
    login: string,
    body: object = importJob(),
): Promise<unknown> {
    const args = [path.join(__dirname, script), login];
    const { stdout } = await promisify(execFile)(program, args, {
        env: {
            PATH: process.env.PATH,
            HOME: process.env.HOME,
            ...emulator.env,
            ENDPOINT: emulator.endpoint,
            SUBSCRIPTION: emulator.subscriptionId,
            TENANT: emulator.tenantId,
            CLIENT_ID: emulator.clientId,
            CLIENT_SECRET: emulator.clientSecret,
            ADMIN: emulator.adminEndpoint,
            ADMIN_TOKEN: emulator.adminToken,
            BODY: JSON.stringify(body),
        },
    });
    return JSON.parse(stdout) as unknown;
}

/** The API versions that the emulator was asked in. */
export function apiVersions(emulator: CheckedEmulator): string[] {
    const versions = emulator
        .requests()
        .map(({ path: url }) => new URLSearchParams(url.split("?")[1]).get("api-version") ?? "");
    return [...new Set(versions)];
}
