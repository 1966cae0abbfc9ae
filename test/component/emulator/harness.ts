import https from "node:https";
import { startEmulator, type Emulator, type EmulatorOptions } from "azure-importexport-emulator";
import { problemsOf, readSpec } from "./swagger";

export interface ArmResponse<T = JobBody> {
    readonly status: number;
    readonly headers: Readonly<Record<string, string | undefined>>;
    readonly body: T;
    readonly text: string;
}

export interface JobBody {
    readonly id: string;
    readonly name: string;
    readonly location: string;
    readonly tags?: Record<string, string>;
    readonly systemData: Record<string, string>;
    readonly properties: Record<string, unknown> & {
        readonly state?: string;
        readonly driveList?: Record<string, unknown>[];
        readonly returnAddress?: Record<string, unknown>;
        readonly deliveryPackage?: Record<string, unknown>;
        readonly returnPackage?: Record<string, unknown>;
    };
    readonly error: {
        code: string;
        message: string;
        target?: string;
        details?: Record<string, string>[];
    };
    readonly value: Record<string, unknown>[];
    readonly nextLink?: string;
}

export interface ArmRequestOptions {
    readonly apiVersion?: string | null;
    readonly token?: string | null;
    readonly headers?: Readonly<Record<string, string>>;
}

/** An emulator whose every answer is held against the swagger of its api-version. */
export interface CheckedEmulator extends Emulator {
    /** Sends a request with a token of the managed identity. A text body is sent as it is. */
    arm(
        method: string,
        path: string,
        body?: unknown,
        options?: ArmRequestOptions,
    ): Promise<ArmResponse>;
    /** The paths of the subscription, and of a group in it. */
    subscriptionPath(): string;
    group(name: string): string;
    /** The path of a job in the group `rg-test`. */
    job(name: string): string;
    /** The path of the group's jobs. */
    readonly jobsPath: string;
    managedIdentityToken(): Promise<string>;
    /** Sends a request to the admin API. */
    admin(method: string, path: string, body?: unknown): Promise<{ status: number; body: never }>;
}

const running: { emulator: Emulator; agent: https.Agent; problems: string[] }[] = [];

// Registered by importing this file: no test of the emulator can do without it.
afterEach(() => {
    const problems = running.flatMap((one) => one.problems.splice(0));
    expect(problems).toEqual([]);
});

afterAll(async () => {
    await Promise.all(
        running.splice(0).map(async ({ emulator, agent }) => {
            agent.destroy();
            await emulator.stop();
        }),
    );
});

/** An address without a second line, as the recorded client sent it. */
export const returnAddress = {
    recipientName: "Test",
    streetAddress1: "Street1",
    city: "Redmond",
    postalCode: "98007",
    countryOrRegion: "USA",
    phone: "4250000000",
    email: "test@contoso.example",
};

/** An emulator for the tests of a file: it is there once they run. */
export function checkedEmulator(): CheckedEmulator {
    const emulator = {} as CheckedEmulator;
    beforeAll(async () => {
        Object.assign(emulator, await startChecked());
    });
    return emulator;
}

/** Starts an emulator, without throttling unless asked for; stopped when the file's tests are over. */
export async function startChecked(options: EmulatorOptions = {}): Promise<CheckedEmulator> {
    const problems: string[] = [];
    const emulator = await startEmulator({
        throttling: "off",
        onAnswer: (answer) => problems.push(...problemsOf(answer)),
        ...options,
    });
    const agent = new https.Agent({ ca: emulator.caCertificatePem, keepAlive: true });
    running.push({ emulator, agent, problems });
    const subscription = `/subscriptions/${emulator.subscriptionId}`;
    const jobsPath =
        `${subscription}/resourceGroups/rg-test` + "/providers/Microsoft.ImportExport/jobs";
    let token: Promise<string> | undefined;
    const managedIdentityToken = () => (token ??= askManagedIdentity(emulator));
    return Object.assign(emulator, {
        jobsPath,
        managedIdentityToken,
        subscriptionPath: () => subscription,
        group: (name: string) => `${subscription}/resourceGroups/${name}`,
        job: (name: string) => `${jobsPath}/${name}`,
        arm: async (
            method: string,
            path: string,
            body?: unknown,
            { apiVersion = "2021-01-01", token: own, headers }: ArmRequestOptions = {},
        ) => {
            const bearer = own === undefined ? await managedIdentityToken() : own;
            const mark = path.includes("?") ? "&" : "?";
            const url = apiVersion === null ? path : `${path}${mark}api-version=${apiVersion}`;
            return send(agent, emulator.endpoint + url, method, body, {
                ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
                ...headers,
            });
        },
        admin: async (method: string, path: string, body?: unknown) => {
            const answer = await fetch(emulator.adminEndpoint + path, {
                method,
                headers: { authorization: `Bearer ${emulator.adminToken}` },
                body: body === undefined ? undefined : JSON.stringify(body),
            });
            return { status: answer.status, body: (await answer.json()) as never };
        },
    });
}

/** A token in the App Service form of managed identity. */
export async function askManagedIdentity(emulator: Emulator): Promise<string> {
    const answer = await fetch(
        `${emulator.identityEndpoint}?api-version=2019-08-01&resource=${emulator.endpoint}`,
        { headers: { "X-IDENTITY-HEADER": emulator.identityHeader } },
    );
    return ((await answer.json()) as { access_token: string }).access_token;
}

/** One request over real https. */
export function send(
    agent: https.Agent,
    url: string,
    method: string,
    body: unknown,
    headers: Readonly<Record<string, string>>,
): Promise<ArmResponse> {
    return new Promise((resolve, reject) => {
        const content =
            typeof body === "string" || body === undefined ? body : JSON.stringify(body);
        const length =
            content === undefined ? {} : { "content-length": Buffer.byteLength(content) };
        const request = https.request(
            url,
            {
                agent,
                method,
                headers: { "content-type": "application/json", ...length, ...headers },
            },
            (response) => {
                const chunks: Buffer[] = [];
                response.on("data", (chunk: Buffer) => chunks.push(chunk));
                response.on("error", reject);
                response.on("end", () => {
                    const text = Buffer.concat(chunks).toString();
                    resolve({
                        status: response.statusCode ?? 0,
                        headers: response.headers as ArmResponse["headers"],
                        text,
                        body: (text.startsWith("{") ? JSON.parse(text) : undefined) as JobBody,
                    });
                });
            },
        );
        request.on("error", reject);
        request.end(content);
    });
}

/** The body of an import job with two drives; `properties` are laid over it. */
export function importJob(properties: object = {}, rest: object = {}): object {
    const { body } = readSpec<{ parameters: { body: { properties: object } } }>(
        "2021-01-01",
        "examples",
        "CreateJob.json",
    ).parameters;
    return {
        ...body,
        location: "westus",
        ...rest,
        properties: {
            ...body.properties,
            driveList: ["9CA995BB", "9CA995CC"].map((driveId, index) => ({
                driveId,
                bitLockerKey: `${index}38810-662376-448998-450120-652806-203390-606320-483076`,
                manifestFile: "\\DriveManifest.xml",
                manifestHash: "4228EC5D8E048CB9B515338C789314BE",
            })),
            ...properties,
        },
    };
}

/** The body of an export job of everything. */
export function exportJob(properties: object = {}): object {
    const { body } = readSpec<{ parameters: { body: { properties: object } } }>(
        "2021-01-01",
        "examples",
        "CreateExportJob.json",
    ).parameters;
    return { ...body, properties: { ...body.properties, ...properties } };
}

export const deliveryPackage = {
    carrierName: "FedEx",
    trackingNumber: "992016102507",
    driveCount: 2,
    shipDate: "8/11/2017 9:05:00 PM",
};

/** For `doNotFake`: a test that moves the clock leaves these real. */
export const timersBesideTheClock = [
    "hrtime",
    "nextTick",
    "performance",
    "queueMicrotask",
    "setImmediate",
    "clearImmediate",
    "setInterval",
    "clearInterval",
    "setTimeout",
    "clearTimeout",
] as const;
