import type { FaultAction, FaultRequest } from "azure-importexport-emulator";
import fc from "fast-check";
import type { SoakService } from "./service";

/** The resources that a random program may have. */
export const resourceNames = ["ada", "bob", "cyd"] as const;
export type ResourceName = (typeof resourceNames)[number];

/** A program: the jobs that it declares, each told by what is not usual about it. */
export type Program<Wish> = Partial<Record<ResourceName, Wish>>;

/** What strikes while a command runs. */
export interface Trouble {
    /** Of the emulator, at any request of the command. */
    faults: FaultRequest[];
    /** Pulumi does not learn the answer to its n-th write: it was killed before it could write it down. */
    crashesAtWrite?: number;
}

/** One thing that happens to a stack or to its parcels. */
export type Step<Wish> =
    | { do: "up"; program: Program<Wish>; trouble: Trouble }
    | { do: "refresh"; trouble: Trouble }
    | { do: "destroy"; trouble: Trouble }
    | { do: "move"; resource: ResourceName; state: string | null }
    | { do: "days"; days: number }
    | { do: "vanish"; resource: ResourceName }
    | { do: "somebody makes"; resource: ResourceName; state: string };

/** The options of a deletion that both services have. */
export const deletionWishes = {
    waitMinutes: fc.constantFrom(0, 0, 0.1),
    inFlight: fc.constantFrom("refuse"),
    whenTimeIsUp: fc.constantFrom("forget"),
    whenUndeletable: fc.constantFrom("forget"),
    discardKeys: fc.boolean(),
};

/** The tags of a wish. */
export const tagWishes = fc.constantFrom<Record<string, string>>(
    {},
    { team: "archive" },
    { Team: "tape", cost: "7" },
);

const faultActions = fc.constantFrom<FaultAction>(
    { type: "drop", when: "before" },
    { type: "drop", when: "after" },
    { type: "answer", status: 503, when: "before" },
    { type: "answer", status: 500, when: "after" },
    {
        type: "answer",
        status: 409,
        body: { error: { code: "ScopeLocked", message: "locked" } },
    },
    { type: "answer", status: 403, body: { error: { code: "AuthorizationFailed" } } },
    { type: "answer", status: 404, body: "<html>not here</html>" },
    { type: "answer", status: 200, body: {} },
    { type: "throttle", retryAfterSeconds: 0 },
    { type: "staleRead" },
    { type: "truncateBody" },
    { type: "wrongContentType" },
    { type: "expiredToken" },
    { type: "removeJob" },
);

function troubleOf<Wish>({ placesMeanwhile }: SoakService<Wish>): fc.Arbitrary<Trouble> {
    const action: fc.Arbitrary<FaultAction> = fc.oneof(
        faultActions,
        fc.constantFrom(...placesMeanwhile).map((state) => ({ type: "moveJob" as const, state })),
    );
    const fault: fc.Arbitrary<FaultRequest> = fc
        .record<FaultRequest>({
            match: fc.record({ nth: fc.integer({ min: 1, max: 8 }) }),
            times: fc.constantFrom(1, 1, 3, "always" as const),
            action,
        })
        // Azure that throttles for ever is waited for, for a quarter of an hour.
        .filter(({ action, times }) => action.type !== "throttle" || times !== "always");
    return fc.record({
        faults: fc.oneof(
            { weight: 3, arbitrary: fc.constant<FaultRequest[]>([]) },
            { weight: 2, arbitrary: fc.array(fault, { minLength: 1, maxLength: 2 }) },
        ),
        crashesAtWrite: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined, freq: 4 }),
    });
}

/** Random steps; commands come more often than what happens around them. */
export function stepsOf<Wish>(service: SoakService<Wish>): fc.Arbitrary<Step<Wish>[]> {
    const trouble = troubleOf(service);
    const resource = fc.constantFrom(...resourceNames);
    const { wish, places, beginnings } = service;
    const program: fc.Arbitrary<Program<Wish>> = fc.record(
        { ada: wish, bob: wish, cyd: wish },
        { requiredKeys: [], noNullPrototype: true },
    );
    const step: fc.Arbitrary<Step<Wish>> = fc.oneof(
        { weight: 8, arbitrary: fc.record({ do: fc.constant("up" as const), program, trouble }) },
        { weight: 3, arbitrary: fc.record({ do: fc.constant("refresh" as const), trouble }) },
        { weight: 2, arbitrary: fc.record({ do: fc.constant("destroy" as const), trouble }) },
        {
            weight: 5,
            arbitrary: fc.record({
                do: fc.constant("move" as const),
                resource,
                state: fc.constantFrom(...places),
            }),
        },
        {
            weight: 1,
            arbitrary: fc.record({
                do: fc.constant("days" as const),
                days: fc.constantFrom(1, 15, 91),
            }),
        },
        { weight: 1, arbitrary: fc.record({ do: fc.constant("vanish" as const), resource }) },
        {
            weight: 1,
            arbitrary: fc.record({
                do: fc.constant("somebody makes" as const),
                resource,
                state: fc.constantFrom(...beginnings),
            }),
        },
    );
    return fc.array(step, { minLength: 3, maxLength: 25 });
}
