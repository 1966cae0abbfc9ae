/**
 * What a destroy does to a customer-disk order, for each of the service's flags and every option of `deletion`.
 *
 * The matrix is written by hand, from the design's table and not from the provider's.
 */
import {
    deliverToDcPackageDetails,
    importOrder,
    type PlainOrderArgs,
} from "../fixtures/diskInputs";
import { customerDiskJobs, JobStack, type Observed } from "../fixtures/jobStack";

/** How an order is brought to where the destroy finds it. */
interface Situation {
    shipped?: true;
    moveTo?: string;
    gone?: true;
}

const situations: Record<string, Situation> = {
    created: {},
    shipped: { shipped: true },
    copying: { shipped: true, moveTo: "DataCopy" },
    completed: { shipped: true, moveTo: "Completed" },
    cancelled: { moveTo: "Cancelled" },
    strange: { moveTo: "Quarantined" },
    gone: { gone: true },
};

const options: Record<string, Record<string, unknown>> = {
    plain: {},
    refuse: { inFlight: "refuse" },
    forget: { whenUndeletable: "forget" },
};

/** What a destroy leaves. */
interface Outcome {
    resource: "leaves" | "stays";
    job: "deleted" | "cancelled" | "untouched";
    requests: string;
    says: RegExp;
}

const lockStays = /warning: job .* is gone, but .* lock DATABOX_SERVICE .* az lock delete/;
const deleted: Outcome = {
    resource: "leaves",
    job: "deleted",
    requests: "GET 200, DELETE 202",
    says: lockStays,
};
const cancelledFirst: Outcome = {
    ...deleted,
    requests: "GET 200, POST 204, GET 200, DELETE 202",
    says: /Asking Azure to cancel .* which is Created\. This is final/,
};
const stays = (says: RegExp): Outcome => ({
    resource: "stays",
    job: "untouched",
    requests: "GET 200",
    says,
});
const notWanted = stays(
    /Cannot delete .*resource group "rg-archive".* Created and would have to be cancelled .* deletion\.inFlight is "refuse"/,
);
const neither = (stage: string) =>
    stays(
        new RegExp(
            `Cannot delete .* is ${stage}, and Azure neither deletes it .* Azure says isDeletable: false, isCancellable: false\\. .* run "pulumi destroy" again`,
        ),
    );
const forgotten: Outcome = {
    ...stays(/Forgetting .*deletion\.whenUndeletable: "forget".* stays in Azure/),
    resource: "leaves",
};
const wasGone: Outcome = { ...deleted, requests: "GET 404" };

const expected: Record<string, Record<string, Outcome>> = {
    created: { plain: cancelledFirst, refuse: notWanted, forget: cancelledFirst },
    shipped: {
        plain: neither("ShippedToAzureDC"),
        refuse: neither("ShippedToAzureDC"),
        forget: forgotten,
    },
    copying: { plain: neither("DataCopy"), refuse: neither("DataCopy"), forget: forgotten },
    completed: { plain: deleted, refuse: deleted, forget: deleted },
    cancelled: { plain: deleted, refuse: deleted, forget: deleted },
    strange: {
        plain: neither('"Quarantined"'),
        refuse: neither('"Quarantined"'),
        forget: forgotten,
    },
    gone: { plain: wasGone, refuse: wasGone, forget: wasGone },
};

let orders: JobStack;
afterAll(() => orders.dispose());

/** Names have at most 24 characters. */
const nameOf = (situation: string, option: string) => `${situation}-${option}`;
const cells = Object.entries(expected).flatMap(([situation, row]) =>
    Object.entries(row).map(
        ([option, outcome]) => [nameOf(situation, option), outcome, situation, option] as const,
    ),
);

describe("A destroy", () => {
    let destroy: Observed;
    let left: string[];
    beforeAll(async () => {
        orders = await JobStack.create({ kind: customerDiskJobs });
        const program = cells.map(([name, , situation, option]): [string, PlainOrderArgs] => [
            name,
            importOrder({
                deletion: { waitMinutes: 0, ...options[option] },
                ...(situations[situation]?.shipped ? { deliverToDcPackageDetails } : {}),
            }),
        ]);
        await orders.deploy(Object.fromEntries(program));
        for (const [name, , situation] of cells) {
            const { moveTo, gone } = situations[situation] ?? {};
            if (moveTo) orders.move(name, moveTo);
            if (gone) orders.emulator.remove(orders.id(name));
        }
        destroy = await orders.observe(orders.stack.destroy("--continue-on-error"));
        left = await orders.names();
    }, 120_000);

    it.each(cells)("does to %s what its flags allow", (name, outcome) => {
        expect(destroy.requestsOf(name)).toBe(outcome.requests);
        expect(destroy.linesOf(name)).toMatch(outcome.says);
        const job = orders.job(name);
        const found = !job
            ? "deleted"
            : job.properties.cancellationReason
              ? "cancelled"
              : "untouched";
        expect(found).toBe(outcome.job);
        expect(left.includes(name)).toBe(outcome.resource === "stays");
    });

    it("fails as a whole, since orders are left", () => {
        expect(destroy.code).not.toBe(0);
    });

    it("tells Azure which resource of which stack was deleted", () => {
        const [cancel] = destroy.requests.filter(({ path }) =>
            path.includes("/created-plain/cancel"),
        );
        expect(cancel?.body).toEqual({
            reason: "Deleted by Pulumi: organization/test/dev/created-plain",
        });
    });
});
