import { exportKeysKept, noDestroyInFlight, protectInFlight } from "../../../policies/index";
import { checkpointJobs } from "../../../policies/checkpoint/checkpoint";
import { refreshedAt } from "../../../policies/checkpoint/stateAge";
import { commandOf } from "../../../policies/command";
import { judgeRemovals } from "../../../policies/guards/removals";
import { judgeReplacement } from "../../../policies/guards/replacements";
import { shipmentRules } from "../../../policies/guards/shipmentAnnounced";
import { judgeJob } from "../../../policies/guards/stackPolicy";
import { judgeAge } from "../../../policies/guards/stateAgeWarning";
import { immutableInputs } from "../../../policies/jobTypes";
import { notKnown } from "../../../policies/notKnown";
import { properties as table } from "../../../provider/importexport/propertyTable";
import { pathsOf } from "../../../provider/job/propertyTable";
import {
    askStack,
    nativeType,
    ownType,
    unknown,
    urnOf,
    guardSettings as settings,
    now,
} from "./ask";

const id = (name: string, group = "rg") =>
    `/subscriptions/s/resourceGroups/${group}/providers/Microsoft.ImportExport/jobs/${name}`;

/** A job of a checkpoint, as `pulumi stack export` writes it. */
const exported = (change: object = {}, type = ownType) => ({
    urn: urnOf("photos", type),
    type,
    custom: true,
    id: id("photos-1"),
    modified: "2026-11-20T12:00:00Z",
    inputs: { location: "westus", jobName: "photos-1", resourceGroupName: "rg" },
    outputs:
        type === ownType
            ? { name: "photos-1", state: "Packaging", location: "West US" }
            : { name: "photos-1", properties: { state: "Packaging" } },
    ...change,
});
const jobs = (...changes: object[]) => checkpointJobs(changes.map((change) => exported(change)));
const registered = (properties: object, change: object = {}) => ({
    type: ownType,
    urn: urnOf("other"),
    name: "other",
    aliases: [],
    isKept: true,
    properties: { ...properties },
    ...change,
});
const removals = (
    checkpoint: ReturnType<typeof jobs>,
    resources: ReturnType<typeof registered>[] = [],
    change: object = {},
) => [...judgeRemovals(checkpoint, resources, { ...settings, ...change }, now)];

describe("a job that the program no longer registers", () => {
    it("is refused in a blocked state: what, which job, why, what next", () => {
        const [verdict, ...more] = removals(jobs({}));
        expect(more).toEqual([]);
        expect(verdict).toMatchObject({ kind: "refused", urn: urnOf("photos") });
        expect(verdict?.message).toMatch(
            /^Cannot destroy job "photos-1" \(resource group "rg"\), which the program no longer registers: it is Packaging, .* Put the resource back/,
        );
    });

    it.each(["Creating", "Shipping", "Received", "Transferring", "Completed", "Quarantined"])(
        "may go while it is %s",
        (state) => {
            expect(removals(jobs({ outputs: { name: "photos-1", state } }))).toEqual([]);
        },
    );

    it("may go when it is retained, purged, or was only looked up", () => {
        const purged = { outputs: { state: "Closed", purged: true } };
        expect(removals(jobs({ retainOnDelete: true }, purged, { external: true }))).toEqual([]);
    });

    it("is kept when it goes on under another name by an alias", () => {
        const renamed = registered({}, { aliases: [urnOf("photos")] });
        expect(removals(jobs({}), [renamed])).toEqual([]);
    });

    it("is refused in any state when another resource takes it over, whoever makes that", () => {
        const completed = jobs({ outputs: { name: "photos-1", state: "Completed" } });
        for (const type of [ownType, nativeType]) {
            const heir = registered({ jobName: "PHOTOS-1", resourceGroupName: "RG" }, { type });
            const [verdict] = removals(completed, [heir]);
            expect(verdict).toMatchObject({ kind: "refused" });
            expect(verdict?.message).toContain(
                'resource "other" of this program takes the same job',
            );
        }
        const elsewhere = registered({ jobName: "photos-1", resourceGroupName: "rg-2" });
        expect(removals(completed, [elsewhere])).toEqual([]);
    });

    it("offers an alias only where the job would stay in place under it", () => {
        const completed = jobs({ outputs: { name: "photos-1", state: "Completed" } });
        const offered = [ownType, nativeType].map((type) => {
            const heir = registered({ jobName: "photos-1", resourceGroupName: "rg" }, { type });
            return /Give "other" an alias|Take the old one out/.exec(
                removals(completed, [heir])[0]!.message,
            )?.[0];
        });
        expect(offered).toEqual(['Give "other" an alias', "Take the old one out"]);
    });

    it("is said not to be judged when the name of a new resource is not known yet", () => {
        const completed = jobs({ outputs: { state: "Completed" } });
        const heir = registered({ jobName: notKnown, resourceGroupName: "rg" });
        const [verdict] = removals(completed, [heir]);
        expect(verdict).toMatchObject({ kind: "notJudged" });
        expect(verdict?.message).toContain('whether resource "other" takes over job "photos-1"');
    });

    it("is refused while it waits for its deletion since an earlier replacement", () => {
        const [verdict] = removals(jobs({ delete: true }), [
            registered({}, { urn: urnOf("photos") }),
        ]);
        expect(verdict?.message).toContain("was replaced by an earlier update");
    });

    it("is refused when its state is encrypted, or warned about if the config says so", () => {
        const secret = { "4dabf18193072939515e22adb298388d": "1b47", ciphertext: "v1:x" };
        const encrypted = jobs({ outputs: { properties: secret } });
        expect(removals(encrypted)[0]).toMatchObject({ kind: "refused" });
        const warned = removals(encrypted, [], { ifStateUnreadable: "warn" });
        expect(warned[0]).toMatchObject({ kind: "remark" });
    });
});

describe("blockedStates", () => {
    const underWay: [string, object][] = [
        ["Shipping", { state: "Shipping" }],
        ["an unknown word", { state: "Quarantined" }],
        ["no state", {}],
        [
            "Creating with a tracking number",
            { state: "Creating", properties: { deliveryPackage: {} } },
        ],
        ["Closed", { state: "Closed" }],
    ];
    it.each(underWay)('"in-flight" blocks %s', (_, outputs) => {
        expect(removals(jobs({ outputs }), [], { blockedStates: "in-flight" })).toHaveLength(1);
    });
    it.each(["Creating", "Completed"])('"in-flight" lets %s go', (state) => {
        expect(removals(jobs({ outputs: { state } }), [], { blockedStates: "in-flight" })).toEqual(
            [],
        );
    });
    it("as a list blocks what it lists and nothing else", () => {
        const blockedStates = ["Completed"];
        expect(removals(jobs({}), [], { blockedStates })).toEqual([]);
        const completed = jobs({ outputs: { state: "Completed" } });
        expect(removals(completed, [], { blockedStates })).toHaveLength(1);
    });
});

describe("an exception", () => {
    const allow = (job: string, expires: string) => ({ allow: [{ job, reason: "fire", expires }] });

    it.each(["photos-1", "photos", "PHOTOS-1", urnOf("photos"), id("photos-1")])(
        "lets the job %s go until its last day, and says so",
        (job) => {
            const [verdict, ...more] = removals(jobs({}), [], allow(job, "2026-11-22"));
            expect(more).toEqual([]);
            expect(verdict).toMatchObject({ kind: "remark" });
            expect(verdict?.message).toContain("until 2026-11-22 (fire)");
        },
    );
    it("is over the day after, and says so", () => {
        const [verdict] = removals(jobs({}), [], allow("photos-1", "2026-11-21"));
        expect(verdict).toMatchObject({ kind: "refused" });
        expect(verdict?.message).toContain("Its exception ended on 2026-11-21.");
    });
    it("holds for no other job", () => {
        expect(removals(jobs({}), [], allow("photos-2", "2026-12-31"))[0]?.kind).toBe("refused");
    });
});

describe("a job that the program registers", () => {
    const judge = (inputs: object, change: object = {}, old: object = {}, type = ownType) => [
        ...judgeReplacement(
            { jobs: checkpointJobs([exported(old, type)]), replaced: [] },
            { type, urn: urnOf("photos", type), aliases: [], inputs: { ...inputs }, ...change },
            settings,
            now,
        ),
    ];

    it("may be updated in any way that does not replace it", () => {
        expect(judge({ location: "West US", jobName: "photos-1", tags: { a: "b" } })).toEqual([]);
        expect(judge({ properties: { returnAddress: { city: "X" } } })).toEqual([]);
    });
    it.each([ownType, nativeType])("is refused when an immutable input of %s changes", (type) => {
        for (const inputs of [
            { location: "eastus" },
            { jobName: "p" },
            { resourceGroupName: "x" },
        ]) {
            const [verdict] = judge(inputs, {}, {}, type);
            expect(verdict).toMatchObject({ kind: "refused" });
            expect(verdict?.message).toMatch(
                /^Cannot replace job "photos-1" .*changed: \w+\), which would destroy it first: it is Packaging/,
            );
        }
    });
    it("is refused when it becomes another package's resource by an alias", () => {
        const change = {
            type: nativeType,
            urn: urnOf("x", nativeType),
            aliases: [urnOf("photos")],
        };
        expect(judge({}, change)[0]?.message).toContain("changed: its type");
    });
    it("may move to the packaged resource by an alias, which leaves it in place", () => {
        const packaged = "azure-importexport:importexport:Job";
        const change = { type: packaged, urn: urnOf("x", packaged), aliases: [urnOf("photos")] };
        expect(judge({}, change)).toEqual([]);
    });
    it("may be replaced in a state that is not blocked", () => {
        expect(judge({ location: "eastus" }, {}, { outputs: { state: "Completed" } })).toEqual([]);
    });
    it("is said not to be judged while an immutable input is not known", () => {
        const [verdict] = judge({ location: notKnown });
        expect(verdict).toMatchObject({ kind: "notJudged" });
        expect(verdict?.message).toContain("location is not known at preview");
        const completed = { outputs: { state: "Completed" } };
        expect(judge({ location: notKnown }, {}, completed)).toEqual([]);
    });
    it("has the immutable inputs that the provider has", () => {
        expect(Object.keys(immutableInputs(ownType))).toEqual(pathsOf(table, "immutable"));
    });
});

describe("a gate before a destroy", () => {
    const ask = (props: object, config: object = {}, type = ownType) =>
        askStack(noDestroyInFlight, [{ type, props: { ...props } }], {
            command: "destroy",
            ...config,
        });

    it.each([
        [ownType, { name: "p", state: "Packaging" }],
        [nativeType, { name: "p", properties: { state: "Packaging" } }],
        ["azure-native:importexport/v20210101:Job", { name: "p", properties: { state: "Closed" } }],
        [
            "azure-native_importexport_v20210101:importexport:Job",
            { properties: { state: "Closed" } },
        ],
    ])("refuses a blocked job of type %s", async (type, props) => {
        expect((await ask(props, {}, type)).refused).toHaveLength(1);
    });
    it("lets other jobs and other resources go", async () => {
        expect(await ask({ state: "Completed" })).toEqual({ refused: [], told: [] });
        const other = await ask({ state: "Packaging" }, {}, "aws:snowball:Job");
        expect(other).toEqual({ refused: [], told: [] });
    });
    it("refuses a job whose state an offline analysis cannot decrypt", async () => {
        const { refused } = await ask({ properties: "[secret]" }, {}, nativeType);
        expect(refused[0]).toContain("encrypted");
    });
    it("refuses an exception for a day that does not exist", async () => {
        const allow = [{ job: "p", reason: "r", expires: "2026-02-30" }];
        await expect(ask({}, { allow })).rejects.toThrow('"2026-02-30", which is no day');
    });
    it("refuses a key that it does not have, and lists its own", async () => {
        await expect(ask({}, { blockedState: [] })).rejects.toThrow(
            /has the key "blockedState".*blockedStates, allow, ifStateUnreadable/,
        );
    });
});

describe("the command that the pack is asked about", () => {
    it("is what the config says, else what the environment tells", () => {
        expect(commandOf("update", {})).toBe("update");
        expect(commandOf("destroy", { PULUMI_NODEJS_STACK: "dev" })).toBe("destroy");
        expect(commandOf(undefined, { PULUMI_NODEJS_STACK: "dev" })).toBe("update");
        expect(commandOf(undefined, { PULUMI_STACK: "dev" })).toBe("destroy");
    });
});

describe("an old state", () => {
    const age = (refreshed: string | undefined, change: object = {}, hours = 24) => [
        ...judgeAge(jobs(change), refreshed ? new Date(refreshed) : undefined, hours, now),
    ];
    it("of a job under way is warned about", () => {
        const [verdict] = age("2026-11-21T11:00:00Z");
        expect(verdict).toMatchObject({ kind: "remark" });
        expect(verdict?.message).toContain("25 h ago");
    });
    it("is none after a refresh, a write of the resource, or for a job that is not under way", () => {
        expect(age("2026-11-21T13:00:00Z")).toEqual([]);
        expect(age(undefined, { modified: "2026-11-22T11:00:00Z" })).toEqual([]);
        expect(age("2020-01-01T00:00:00Z", { outputs: { state: "Completed" } })).toEqual([]);
    });
    it("is no matter where its age is not known", () => {
        expect(age(undefined, { modified: undefined })).toEqual([]);
    });
    it("goes by maxStateAgeHours", () => {
        expect(age("2026-11-21T11:00:00Z", {}, 26)).toEqual([]);
    });
    it("ends with a refresh of the whole stack that succeeded, by the stack's history", () => {
        const entry = (kind: string, endTime: string, change: object = {}) => ({
            kind,
            endTime,
            result: "succeeded",
            environment: {},
            ...change,
        });
        const history = [
            entry("refresh", "2026-11-05T00:00:00Z", {
                environment: { "pulumi.flag.target": "set" },
            }),
            entry("refresh", "2026-11-04T00:00:00Z", { result: "failed" }),
            entry("update", "2026-11-03T00:00:00Z"),
            entry("update", "2026-11-02T00:00:00Z", {
                environment: { "pulumi.flag.refresh": "true" },
            }),
            entry("refresh", "2026-11-01T00:00:00Z"),
        ];
        expect(refreshedAt(history)).toEqual(new Date("2026-11-02T00:00:00Z"));
        expect(refreshedAt("what?")).toBeUndefined();
    });
});

describe("protect-in-flight", () => {
    const ask = (props: object, protect = false) =>
        askStack(protectInFlight, [{ props: { ...props }, protect }], { command: "destroy" });

    it("wants a job under way to be protected", async () => {
        const { refused } = await ask({ name: "p", state: "Shipping" });
        expect(refused[0]).toMatch(/^Unprotected: job "p" is Shipping.* Set protect: true/);
    });
    it("is content with one that is protected or not under way", async () => {
        expect(await ask({ state: "Shipping" }, true)).toEqual({ refused: [], told: [] });
        expect(await ask({ state: "Completed" })).toEqual({ refused: [], told: [] });
    });
    it("says when it cannot see the state", async () => {
        const { refused, told } = await ask({ state: unknown });
        expect(refused).toEqual([]);
        expect(told[0]).toContain("not known here");
    });
});

describe("export-keys-kept", () => {
    const ask = (props: object, type = ownType) =>
        askStack(exportKeysKept, [{ type, props: { name: "p", state: "Completed", ...props } }]);
    const properties = { jobType: "Export", state: "Completed" };

    it("refuses a Completed export without keys, and says how to get them", async () => {
        const own = await ask({ properties, bitLockerKeys: [] });
        expect(own.refused[0]).toMatch(
            /BitLocker keys of job "p" are not in the stack.*pulumi refresh/,
        );
        expect((await ask({ properties }, nativeType)).refused[0]).toContain("listBitLockerKeys");
    });
    it("is content with keys, with an import, and before the end", async () => {
        const content = [
            { properties, bitLockerKeys: [{ driveId: "a", bitLockerKey: "b" }] },
            { properties: { jobType: "Import" } },
            { properties, state: "Packaging" },
        ];
        for (const props of content) expect(await ask(props)).toEqual({ refused: [], told: [] });
    });
    it("says when it cannot see them", async () => {
        const { refused, told } = await ask({ properties: "[secret]", bitLockerKeys: "[secret]" });
        expect(refused).toEqual([]);
        expect(told[0]).toContain("Could not judge");
    });
});

describe("shipment-announced", () => {
    const judge = (props: object, days = 10) =>
        judgeJob(
            shipmentRules,
            { type: ownType, name: "p", urn: urnOf("p"), props, opts: { aliases: [] } } as never,
            undefined,
            { maxCreatingDays: days },
            now,
        );
    const deliveryPackage = { carrierName: "FedEx", trackingNumber: "T" };

    it("refuses a delivery package without an announcement", () => {
        const [verdict] = judge({ state: "Creating", properties: { deliveryPackage } });
        expect(verdict).toMatchObject({ kind: "refused" });
        expect(verdict?.message).toContain('Set properties.state: "Shipping"');
    });
    it("is content with an announced one, and with a job further on", () => {
        expect(judge({ properties: { deliveryPackage, state: "Shipping" } })).toEqual([]);
        expect(judge({ state: "Received", properties: { deliveryPackage } })).toEqual([]);
    });
    it("refuses a job that has been Creating for too long, from its last update on", () => {
        const old = (lastModifiedAt: string) => ({
            state: "Creating",
            systemData: { lastModifiedAt },
        });
        expect(judge(old("2026-11-11T00:00:00Z"))[0]?.message).toContain("11 days");
        expect(judge(old("2026-11-13T00:00:00Z"))).toEqual([]);
        expect(judge(old("2026-11-13T00:00:00Z"), 5)).toHaveLength(1);
        expect(judge({ state: "Creating" })).toEqual([]);
    });
    it("says when it cannot see the delivery package", () => {
        const [verdict] = judge({ state: "Creating", properties: "[secret]" });
        expect(verdict).toMatchObject({ kind: "notJudged" });
    });
    it("goes by the resource that replaced another, not by that one's entry, which waits for its deletion", () => {
        const resource = { type: ownType, name: "photos", urn: urnOf("photos") };
        const checkpoint = {
            jobs: jobs(
                { delete: true, outputs: { state: "Completed" } },
                { outputs: { state: "Creating" } },
            ),
            refreshedAt: undefined,
            leftAlone: new Set<string>(),
            replaced: [],
        };
        const [verdict] = judgeJob(
            shipmentRules,
            {
                ...resource,
                props: { properties: { deliveryPackage } },
                opts: { aliases: [] },
            } as never,
            { checkpoint },
            { maxCreatingDays: 10 },
            now,
        );
        expect(verdict).toMatchObject({ kind: "refused", urn: urnOf("photos") });
    });
});
