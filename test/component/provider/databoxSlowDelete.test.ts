/** A deletion that the service accepts, and takes its time for. Time is moved. */
import { Operation } from "../../../provider/job/operation";
import type { DataBoxClient } from "../../../provider/databox/dataBoxClient";
import type { CustomerDisk } from "../../../provider/databox/serviceTypes";
import { deletionDefaults, type CustomerDiskOutputs } from "../../../provider/databox/model";
import { MovedService } from "./movedService";

const owner = "organization/test/dev/photos";

let service: MovedService;
let client: DataBoxClient;
let id: string;
let said: string[];
beforeEach(async () => {
    service = await MovedService.start({ dataBoxOperationPolls: 1_000_000 });
    client = await service.newDataBoxClient();
    const { subscriptionId } = service.emulator;
    id = `/subscriptions/${subscriptionId}/resourceGroups/disks/providers/Microsoft.DataBox/jobs/photos`;
    service.emulator.plant(id, { state: "Completed", tags: { "pulumi-owner": owner } });
    said = [];
});
afterEach(() => service.stop());

/** Deletes the order as a process of its own would, with the client of this service. */
async function deleteIt(deletion: Partial<CustomerDiskOutputs["deletion"]>): Promise<void> {
    const { CallSession } = jest.requireActual<typeof import("../../../provider/job/callSession")>(
        "../../../provider/job/callSession",
    );
    const { customerDisk } = jest.requireActual<typeof import("../../../provider/databox/service")>(
        "../../../provider/databox/service",
    );
    const { methodsOf } = jest.requireActual<typeof import("../../../provider/job/methods")>(
        "../../../provider/job/methods",
    );
    const moved = { ...customerDisk, connect: () => Promise.resolve(client) };
    const say = (line: string) => void said.push(line);
    const session = new CallSession<CustomerDisk>(
        moved,
        new Operation({ config: { get: () => undefined }, env: {}, clock: service.time, say }),
    );
    const stored = {
        ...{ details: {}, diskSecrets: [], owner, cloud: client.endpoint },
        deletion: { ...deletionDefaults(owner), ...deletion },
    } as unknown as CustomerDiskOutputs;
    await service.time.during(methodsOf(moved).delete(session, id, stored));
}

describe("A deletion that does not end", () => {
    it("is followed for five minutes at least, and then says so; the order stays in the stack", async () => {
        await expect(deleteIt({ waitMinutes: 0 })).rejects.toMatchObject({
            code: "DeletionUnderWay",
            message: expect.stringMatching(
                /Stopped waiting for job "photos" .* after 5 min: Azure has accepted its deletion .* Run "pulumi destroy" again/,
            ) as string,
        });
        expect(service.time.now()).toBeGreaterThanOrEqual(5 * 60_000);
        expect(service.time.now()).toBeLessThan(6 * 60_000);
    });

    it("is followed as long as the stack waits", async () => {
        await expect(deleteIt({ waitMinutes: 8 })).rejects.toThrow(/after 8 min/);
        expect(service.time.now()).toBeGreaterThanOrEqual(8 * 60_000);
    });

    it("leaves the stack where that is wanted, and a line says so", async () => {
        await deleteIt({ waitMinutes: 0, whenTimeIsUp: "forget" });
        expect(said).toEqual([
            expect.stringMatching(/^Forgetting job "photos" .* accepted its deletion/),
        ]);
    });

    it("is gone on with by a second destroy, which ends when the order is gone", async () => {
        await expect(deleteIt({ waitMinutes: 0 })).rejects.toThrow(/accepted its deletion/);
        service.emulator.remove(id);
        await deleteIt({ waitMinutes: 0 });
        // Not under its id, and nowhere else in the subscription.
        expect(service.answers.slice(-2)).toMatchObject([
            { method: "GET", operation: "DataBox.Jobs_Get", status: 404 },
            { method: "GET", operation: "DataBox.Jobs_List", status: 200 },
        ]);
    });
});
