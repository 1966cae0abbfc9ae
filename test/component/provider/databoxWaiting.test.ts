import type { DataBoxClient } from "../../../provider/databox/dataBoxClient";
import type { JobPoller } from "../../../provider/job/jobPoller";
import type { ArmJob, JobAddress } from "../../../provider/job/armJob";
import { MovedService } from "./movedService";

const minute = 60_000;

let service: MovedService;
let client: DataBoxClient;
let watch: JobPoller;

beforeEach(async () => {
    service = await MovedService.start({ dataBoxCancel: "whenMoved" });
    client = await service.newDataBoxClient();
    watch = service.newWatch(() => {}, client);
});
afterEach(() => service.stop());

const idOf = ({ jobName }: JobAddress) =>
    `/subscriptions/${service.emulator.subscriptionId}/resourceGroups/disks/providers/Microsoft.DataBox/jobs/${jobName}`;

/** Orders whose cancellation is accepted, and not done yet. */
function cancelled(count: number): JobAddress[] {
    const all = service.jobs(count);
    for (const one of all) service.emulator.plant(idOf(one), { cancelRequested: true });
    return all;
}

/** Waits until Azure says that the order can be deleted. */
const deletable = (address: JobAddress) =>
    watch.until({
        address,
        look: (options) => client.getJob(address, options),
        isDone: (job: ArmJob | "gone") => job === "gone" || job.properties?.isDeletable === true,
        waitMs: 30 * minute,
    });

const asked = (operation: string) =>
    service.answers.filter((answer) => answer.operation === `DataBox.${operation}`).length;

describe("waiting for many cancelled orders", () => {
    it("costs lists, and a look at each at the beginning and at the end", async () => {
        const all = cancelled(120);
        service.time.after(10 * minute, () => {
            for (const one of all) service.emulator.move(idOf(one), "Cancelled");
        });
        const outcomes = await service.time.during(Promise.all(all.map(deletable)));
        expect(outcomes.every(({ timedOut }) => !timedOut)).toBe(true);
        expect(outcomes[0]?.last).toMatchObject({
            properties: { status: "Cancelled", isDeletable: true },
        });
        expect(service.time.now()).toBeLessThanOrEqual(10 * minute + 15_000);
        expect(asked("Jobs_Get")).toBe(2 * all.length);
        expect(asked("Jobs_ListByResourceGroup")).toBeLessThan(10 * 8 + 30);
    });

    it("ends for one that the service deletes meanwhile", async () => {
        const [one, other] = cancelled(2) as [JobAddress, JobAddress];
        service.time.after(minute, () => service.emulator.remove(idOf(one)));
        service.time.after(2 * minute, () => service.emulator.move(idOf(other), "Cancelled"));
        const outcomes = await service.time.during(Promise.all([one, other].map(deletable)));
        expect(outcomes).toMatchObject([
            { last: "gone", timedOut: false },
            { last: { properties: { isDeletable: true } }, timedOut: false },
        ]);
    });
});
