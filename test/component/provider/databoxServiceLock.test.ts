/** Which locks a destroy takes away once the order is gone: the service's own, where it is sure that no order needs it. */
import type { DataBoxClient } from "../../../provider/databox/dataBoxClient";
import type { JobAddress } from "../../../provider/job/armJob";
import { deletionDefaults } from "../../../provider/databox/model";
import { customerDisk } from "../../../provider/databox/service";
import { afterTheOrder } from "../../../provider/databox/serviceLock";
import type { CustomerDisk } from "../../../provider/databox/serviceTypes";
import { CallSession } from "../../../provider/job/callSession";
import { Operation } from "../../../provider/job/operation";
import { importOrder } from "../../fixtures/diskInputs";
import { MovedService } from "./movedService";

const otherSubscription = "11111111-0000-4000-8000-000000000001";

let service: MovedService;
let client: DataBoxClient;
let gone: JobAddress;
let said: string[];
beforeEach(async () => {
    service = await MovedService.start({ additionalSubscriptionIds: [otherSubscription] });
    client = await service.newDataBoxClient();
    gone = service.job("gone");
    said = [];
});
afterEach(() => service.stop());

const accountIn = (subscriptionId: string) =>
    `/subscriptions/${subscriptionId}/resourceGroups/disks/providers/Microsoft.Storage/storageAccounts/photos`;
const detailsFor = (storageAccountId: string) => ({
    dataImportDetails: [
        { accountDetails: { dataAccountType: "StorageAccount", storageAccountId } },
    ],
});
const idOf = ({ subscriptionId, jobName }: JobAddress) =>
    `/subscriptions/${subscriptionId}/resourceGroups/disks/providers/Microsoft.DataBox/jobs/${jobName}`;

/** Orders a job for an account, which locks it. */
async function createJob(job: JobAddress, account: string): Promise<void> {
    const { location, transferType, details } = importOrder({ details: detailsFor(account) });
    const sku = { name: "DataBoxCustomerDisk" };
    const properties = { transferType, details: { jobDetailsType: sku.name, ...details } };
    const body = { location: location as string, sku, properties };
    await service.time.during(client.createJob(job, body));
}

/** Ends the order as a destroy does whose stack wants the lock removed. */
async function end(account: string): Promise<void> {
    service.emulator.remove(idOf(gone));
    const session = new CallSession<CustomerDisk>(
        customerDisk,
        new Operation({
            config: { get: () => undefined },
            env: service.emulator.env,
            clock: service.time,
            say: (line) => said.push(line),
        }),
    );
    const deletion = { ...deletionDefaults("test"), removeServiceLock: true };
    await service.time.during(
        afterTheOrder(
            { service: customerDisk, session, client, address: gone },
            { details: detailsFor(account), deletion },
        ),
    );
}
const locksOn = (account: string) => service.time.during(client.listLocks(account));

describe("The service's lock on the account of an order that is gone", () => {
    it("is removed where no order uses the account", async () => {
        const account = accountIn(service.emulator.subscriptionId);
        await createJob(gone, account);
        expect(await locksOn(account)).toHaveLength(1);
        await end(account);
        expect(await locksOn(account)).toEqual([]);
        expect(said).toEqual([`Removed the lock DATABOX_SERVICE from ${account}.`]);
    });

    it("stays on an account of another subscription, whose orders nobody looked at", async () => {
        const account = accountIn(otherSubscription);
        await createJob(gone, account);
        await end(account);
        expect(await locksOn(account)).toHaveLength(1);
        expect(said.join()).toMatch(/left there, since the account is in another subscription/);
    });

    it("stays where it is at another level than the service's", async () => {
        const account = accountIn(service.emulator.subscriptionId);
        await createJob(gone, account);
        const id = `${account}/providers/Microsoft.Authorization/locks/DATABOX_SERVICE`;
        const readOnly = { id, name: "DATABOX_SERVICE", properties: { level: "ReadOnly" } };
        service.strike(
            { operation: "ManagementLocks_ListAtResourceLevel" },
            { type: "answer", status: 200, body: { value: [readOnly] } },
        );
        await end(account);
        expect(await locksOn(account)).toHaveLength(1);
        expect(said.join()).toMatch(/left there, since its level is ReadOnly/);
    });

    it("stays where another order does not say which accounts it uses", async () => {
        const account = accountIn(service.emulator.subscriptionId);
        const other = service.job("silent");
        await createJob(gone, account);
        await createJob(other, accountIn(service.emulator.subscriptionId));
        const flags = { isDeletable: false, isCancellable: true };
        service.strike(
            { operation: "DataBox.Jobs_Get" },
            {
                type: "answer",
                status: 200,
                body: { id: idOf(other), name: other.jobName, properties: flags },
            },
        );
        await end(account);
        expect(await locksOn(account)).toHaveLength(1);
        expect(said.join()).toMatch(
            /left there, since job "silent" .* does not say which accounts/,
        );
    });
});
