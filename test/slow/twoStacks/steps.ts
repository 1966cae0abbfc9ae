import type { FaultAction } from "azure-importexport-emulator";
import fc from "fast-check";

/** The resources that a program of either stack may have, and the names of their jobs where the program gives them. */
export const resourceNames = ["ada", "bob"] as const;
export type ResourceName = (typeof resourceNames)[number];

export const stackNames = ["first", "second"] as const;
export type StackName = (typeof stackNames)[number];

export const topologies = [
    "two backends of the same words",
    "two backends of the same words on one machine",
    "two projects of one backend",
    "two stacks of one project",
] as const;
export type Topology = (typeof topologies)[number];

export const isOneBackend = (topology: Topology) =>
    topology === "two projects of one backend" || topology === "two stacks of one project";

/** A job of a program, told by what is not usual about it. What is not of a service's does nothing there. */
export interface JobWish {
    isPackaged?: boolean;
    /** With the alias by which it moves from the other provider in place. */
    comesFromOtherDoor?: boolean;
    /** Takes the place of this resource, by an alias. */
    was?: ResourceName;
    /** The name is left to the provider. */
    isUnnamed?: boolean;
    isExport?: boolean;
    location?: string;
    tags?: Record<string, string>;
    isShipped?: boolean;
    cancelRequested?: boolean;
    adoptExisting?: boolean;
    /** Adopted without what a new job would need. */
    isBare?: boolean;
    deletion?: Record<string, unknown>;
    protect?: boolean;
    retainOnDelete?: boolean;
    ignoreChanges?: string[];
    replaceOnChanges?: string[];
    /** Any other value replaces it. */
    replacementTrigger?: string;
    /** Of the resource declared before it. */
    hasDeletedWith?: boolean;
    hasReplaceWith?: boolean;
}

export type Program = Partial<Record<ResourceName, JobWish>>;

/** What strikes while a command runs. */
export type Trouble =
    | { what: "none" }
    | { what: "fault"; action: FaultAction; nth: number; times: number | "always" }
    | {
          what: "kill";
          who: "CLI" | "provider" | "all";
          /** Counted from 1. */
          write: number;
          moment: "before" | "after";
      };

export type Step =
    | { do: "up"; stack: StackName; program: Program; flags: string[]; trouble: Trouble }
    | { do: "up again"; stack: StackName; flags: string[]; trouble: Trouble }
    | { do: "preview"; stack: StackName; program: Program }
    | { do: "refresh"; stack: StackName; flags: string[]; trouble: Trouble }
    | { do: "destroy"; stack: StackName; flags: string[]; trouble: Trouble }
    | { do: "rename"; stack: StackName }
    | { do: "state move"; from: StackName; resource: ResourceName }
    | { do: "taint"; stack: StackName; resource: ResourceName }
    | { do: "keep the checkpoint"; stack: StackName }
    | { do: "restore the checkpoint"; stack: StackName }
    | { do: "move"; nth: number; place: number }
    | { do: "days"; days: number }
    | { do: "vanish"; nth: number }
    | { do: "somebody makes"; resource: ResourceName };

/** How many places there are for a parcel, of either service. */
export const placeCount = 5;

const tags = fc.constantFrom<Record<string, string>>({}, { team: "archive" }, { team: "tape" });

const wish: fc.Arbitrary<JobWish> = fc
    .tuple(
        fc.record(
            {
                isPackaged: fc.constant(true),
                comesFromOtherDoor: fc.constant(true),
                isUnnamed: fc.constant(true),
                location: fc.constantFrom("westus", "eastus"),
                tags,
                isShipped: fc.constant(true),
            },
            { requiredKeys: [], noNullPrototype: true },
        ),
        // Rare: one or two of them, or most programs would be refused.
        fc.oneof(
            { weight: 2, arbitrary: fc.constant<JobWish>({}) },
            {
                weight: 3,
                arbitrary: fc
                    .array(
                        fc.constantFrom<JobWish>(
                            { was: "ada" },
                            { was: "bob" },
                            { isExport: true },
                            { cancelRequested: true },
                            { adoptExisting: true },
                            { adoptExisting: true, isBare: true },
                            { deletion: { inFlight: "refuse" } },
                            { deletion: { whenTimeIsUp: "forget" } },
                            { deletion: { whenUndeletable: "forget" } },
                            { protect: true },
                            { retainOnDelete: true },
                            { ignoreChanges: ["tags"] },
                            { ignoreChanges: ["location", "tags"] },
                            { replaceOnChanges: ["tags"] },
                            { replacementTrigger: "one" },
                            { replacementTrigger: "another" },
                            { hasDeletedWith: true },
                            { hasReplaceWith: true },
                        ),
                        { minLength: 1, maxLength: 2 },
                    )
                    .map((some) => Object.assign({}, ...some) as JobWish),
            },
        ),
    )
    .map(([usual, rare]) => ({ ...usual, ...rare }));

const program: fc.Arbitrary<Program> = fc.oneof(
    { weight: 3, arbitrary: fc.record({ ada: wish }) },
    { weight: 2, arbitrary: fc.record({ ada: wish, bob: wish }) },
    { weight: 1, arbitrary: fc.record({ bob: wish }) },
);

const trouble: fc.Arbitrary<Trouble> = fc.oneof(
    { weight: 4, arbitrary: fc.constant<Trouble>({ what: "none" }) },
    {
        weight: 2,
        arbitrary: fc
            .record({
                what: fc.constant("fault" as const),
                action: fc.constantFrom<FaultAction>(
                    { type: "drop", when: "before" },
                    { type: "drop", when: "after" },
                    { type: "answer", status: 500, when: "before" },
                    { type: "answer", status: 500, when: "after" },
                    {
                        type: "answer",
                        status: 403,
                        body: { error: { code: "AuthorizationFailed" } },
                    },
                    { type: "throttle", retryAfterSeconds: 0 },
                    { type: "removeJob" },
                ),
                nth: fc.integer({ min: 1, max: 5 }),
                times: fc.constantFrom(1, 1, "always" as const),
            })
            // Azure that throttles for ever is waited for, for a quarter of an hour.
            .filter(({ action, times }) => action.type !== "throttle" || times !== "always"),
    },
    {
        weight: 3,
        arbitrary: fc.record({
            what: fc.constant("kill" as const),
            who: fc.constantFrom("CLI" as const, "provider" as const, "all" as const),
            write: fc.integer({ min: 1, max: 3 }),
            moment: fc.constantFrom("before" as const, "after" as const),
        }),
    },
);

const stack = fc.constantFrom(...stackNames);
const resource = fc.constantFrom(...resourceNames);
const flags = (...some: string[]) =>
    fc.oneof(
        { weight: 4, arbitrary: fc.constant<string[]>([]) },
        { weight: 1, arbitrary: fc.constantFrom(...some).map((flag) => [flag]) },
    );
// Without --continue-on-error: where it meets the refused delete of a replacement, Pulumi 3.250 never ends, with any provider.
const upFlags = flags("--refresh", "--replace=ada", "--replace=bob");

/** Random steps: commands come more often than what happens around them. */
const step: fc.Arbitrary<Step> = fc.oneof(
    {
        weight: 10,
        arbitrary: fc.record({
            do: fc.constant("up" as const),
            stack,
            program,
            flags: upFlags,
            trouble,
        }),
    },
    {
        weight: 4,
        arbitrary: fc.record({
            do: fc.constant("up again" as const),
            stack,
            flags: upFlags,
            trouble,
        }),
    },
    {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant("preview" as const), stack, program }),
    },
    {
        weight: 2,
        arbitrary: fc.record({
            do: fc.constant("refresh" as const),
            stack,
            flags: flags("--clear-pending-creates"),
            trouble,
        }),
    },
    {
        weight: 3,
        arbitrary: fc.record({
            do: fc.constant("destroy" as const),
            stack,
            flags: flags("--refresh", "--continue-on-error"),
            trouble,
        }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("rename" as const), stack }) },
    {
        weight: 2,
        arbitrary: fc.record({ do: fc.constant("state move" as const), from: stack, resource }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("taint" as const), stack, resource }) },
    {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant("keep the checkpoint" as const), stack }),
    },
    {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant("restore the checkpoint" as const), stack }),
    },
    {
        weight: 4,
        arbitrary: fc.record({
            do: fc.constant("move" as const),
            nth: fc.integer({ min: 0, max: 2 }),
            place: fc.integer({ min: 0, max: placeCount - 1 }),
        }),
    },
    {
        weight: 1,
        arbitrary: fc.record({
            do: fc.constant("days" as const),
            days: fc.constantFrom(1, 15, 91),
        }),
    },
    {
        weight: 1,
        arbitrary: fc.record({
            do: fc.constant("vanish" as const),
            nth: fc.integer({ min: 0, max: 2 }),
        }),
    },
    {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant("somebody makes" as const), resource }),
    },
);

export const serviceNames = ["importexport", "databox"] as const;
export type ServiceName = (typeof serviceNames)[number];

/** One run: which service, how the stacks stand to each other, and what happens. */
export interface Script {
    service: ServiceName;
    topology: Topology;
    steps: Step[];
}

/** Random scripts. Each begins with an update: before it there is nothing to be found. @param longest how many steps */
export function scripts(longest: number): fc.Arbitrary<Script> {
    const first = fc.record({
        do: fc.constant("up" as const),
        stack,
        program,
        flags: fc.constant<string[]>([]),
        trouble,
    });
    const steps = fc
        .tuple(first, fc.array(step, { minLength: 2, maxLength: longest - 1 }))
        .map(([up, others]): Step[] => [up, ...others]);
    return fc.record({
        service: fc.constantFrom(...serviceNames),
        topology: fc.constantFrom(...topologies),
        steps,
    });
}
