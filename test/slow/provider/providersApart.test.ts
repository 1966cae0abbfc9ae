/** Several providers in one process, each with settings of its own: what one knows, waits for or is refused is no other's. */
import type { Emulator } from "azure-importexport-emulator";
import { customerDisk } from "../../../provider/databox/service";
import { jobProvider } from "../../../provider/dynamic/jobProvider";
import type { Call } from "../../../provider/job/operation";
import { importExport } from "../../../provider/importexport/service";
import { accountSubscriptionId, importOrder } from "../../fixtures/diskInputs";
import { importJob, returnAddress } from "../../fixtures/jobInputs";
import { startTestEmulator } from "../../fixtures/jobStack";
import { until } from "../../harness/until";
import { trust } from "../../component/provider/movedTime";

type Jobs = Pick<ReturnType<typeof jobProvider>, "configure" | "methods">;

/** One provider of the process: its login is its own, and so are its lines. */
class Provider {
    readonly lines: string[] = [];
    private readonly jobs: Jobs;

    constructor(
        kind: (say: (line: string) => void) => Jobs,
        private readonly config: Record<string, string>,
    ) {
        this.jobs = kind((line) => this.lines.push(line));
        this.begin();
    }

    /** Another operation of the engine's. */
    begin(): void {
        this.jobs.configure({ get: (key) => this.config[key] });
    }

    with(call: Partial<Call> = {}) {
        return this.jobs.methods({ say: (line) => this.lines.push(line), ...call });
    }
}

let emulator: Emulator;
const environment = { ...process.env };
beforeAll(async () => {
    emulator = await startTestEmulator({
        subscriptionId: accountSubscriptionId,
        dataBoxCancel: "whenMoved",
    });
    trust(emulator);
    // Settings of nobody in particular: a managed identity.
    Object.assign(process.env, emulator.env);
});
afterAll(async () => {
    process.env = { ...environment };
    await emulator.stop();
});
beforeEach(() => emulator.reset());

const servicePrincipal = () => ({
    "azure-importexport:clientId": emulator.clientId,
    "azure-importexport:clientSecret": emulator.clientSecret,
});

describe.each([
    {
        service: "Import/Export",
        kind: (say: (line: string) => void): Jobs => jobProvider(importExport, say),
        args: importJob({ properties: { returnAddress } }),
        list: "Jobs_ListByResourceGroup",
        look: "Jobs_Get",
        put: "Jobs_Create",
        onItsWay: "Shipping",
        atItsEnd: "Completed",
    },
    {
        service: "Data Box",
        kind: (say: (line: string) => void): Jobs => jobProvider(customerDisk, say),
        args: importOrder(),
        list: "DataBox.Jobs_ListByResourceGroup",
        look: "DataBox.Jobs_Get",
        put: "DataBox.Jobs_Create",
        onItsWay: undefined,
        atItsEnd: "Cancelled",
    },
])(
    "Two providers of $service jobs in one process",
    ({ kind, args, list, look, put, onItsWay, atItsEnd }) => {
        let one: Provider;
        let other: Provider;
        beforeEach(() => {
            one = new Provider(kind, servicePrincipal());
            other = new Provider(kind, {});
        });
        const owned = (jobName: string) => ({
            ...args,
            jobName,
            owner: `organization/test/dev/${jobName}`,
        });
        const made = async (provider: Provider, jobName: string) => {
            const { id, outs } = await provider.with().create(owned(jobName));
            return { id, outs };
        };
        const asked = (operation: string) =>
            emulator.requests().filter((request) => request.operation === operation);

        it("log in as whom their own settings name", async () => {
            await Promise.all([made(one, "job-one"), made(other, "job-other")]);
            const makers = (emulator.jobs() as Job[]).map(
                ({ name, systemData }) => [name, systemData.createdBy] as const,
            );
            const [first, second] = [...makers].sort(([a], [b]) => a.localeCompare(b));
            expect([first![0], second![0]]).toEqual(["job-one", "job-other"]);
            expect(first![1]).not.toBe(second![1]);
        });

        it("wait each for its own quota", async () => {
            const { id, outs } = await made(one, "job-one");
            await other.with().read(id, outs);
            emulator.addFault({
                match: { operation: look },
                action: { type: "throttle", retryAfterSeconds: 2 },
            });
            const begun = performance.now();
            const spentMs = async (provider: Provider) => {
                await provider.with().read(id, outs);
                return performance.now() - begun;
            };
            const throttled = spentMs(one);
            await until(() => asked(look).some(({ status }) => status === 429));
            expect(await spentMs(other)).toBeLessThan(1_900);
            expect(await throttled).toBeGreaterThan(1_900);
        });

        it("hide each what it was given, and know nothing of the other's", async () => {
            const marked = "Marked Recipient";
            const known = await made(one, "job-one");
            const withAddress = { ...known.outs, ...secretly(args, marked) };
            await one.with().read(known.id, withAddress);
            const refused = { code: "BadRequest", message: `The value '${marked}' is not valid.` };
            const failure = async (provider: Provider, jobName: string) => {
                emulator.addFault({
                    match: { operation: put },
                    action: { type: "answer", status: 400, body: { error: refused } },
                });
                return await provider
                    .with()
                    .create(owned(jobName))
                    .then(String, (error: Error) => error.message);
            };
            expect(await failure(one, "job-two")).toContain("The value '[hidden]' is not valid.");
            expect(await failure(other, "job-three")).toContain(
                `The value '${marked}' is not valid.`,
            );
        });

        it("wait for their jobs apart: a list that one may not read stays open to the other, and Ctrl-C ends one's waits only", async () => {
            const ones = [await made(one, "job-one"), await made(one, "job-two")];
            const others = [await made(other, "job-three"), await made(other, "job-four")];
            for (const provider of [one, other]) provider.begin();
            for (const { id } of [...ones, ...others]) if (onItsWay) emulator.move(id, onItsWay);
            const deletions = (provider: Provider, jobs: typeof ones, signal?: AbortSignal) =>
                Promise.allSettled(
                    jobs.map(({ id, outs }) =>
                        provider
                            .with({ signal })
                            .delete(id, { ...outs, deletion: { waitMinutes: 1 } }),
                    ),
                );
            emulator.addFault({
                match: { operation: list },
                action: {
                    type: "answer",
                    status: 403,
                    body: { error: { code: "AuthorizationFailed", message: "no" } },
                },
            });
            const ending = new AbortController();
            const ended = deletions(one, ones, ending.signal);
            await until(() => asked(list).some(({ status }) => status === 403));
            const deleted = deletions(other, others);
            await until(() => asked(list).some(({ status }) => status === 200));

            ending.abort();
            for (const outcome of await ended) {
                expect(outcome).toMatchObject({
                    reason: { message: expect.stringContaining("Stopped waiting") as string },
                });
            }
            for (const { id } of others) emulator.move(id, atItsEnd);
            for (const outcome of await deleted) expect(outcome.status).toBe("fulfilled");
            expect((emulator.jobs() as Job[]).map(({ name }) => name).sort()).toEqual([
                "job-one",
                "job-two",
            ]);
            expect(one.lines.join("\n")).not.toMatch(/job-(three|four)/);
            expect(other.lines.join("\n")).not.toMatch(/job-(one|two)/);
        });
    },
);

interface Job {
    readonly name: string;
    readonly systemData: { readonly createdBy: string };
}

/** Outputs in which somebody's name stands. */
function secretly(args: Record<string, unknown>, name: string): Record<string, unknown> {
    return "details" in args
        ? {
              details: {
                  ...(args.details as object),
                  contactDetails: { contactName: name },
              },
          }
        : {
              properties: {
                  ...(args.properties as object),
                  returnAddress: { ...returnAddress, recipientName: name },
              },
          };
}
