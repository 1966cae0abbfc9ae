/** The lock that the service leaves on the storage accounts of an order, when a destroy of the order ends. */
import type { FaultAction } from "azure-importexport-emulator";
import { importOrder, storageAccount } from "../fixtures/diskInputs";
import { storageAccountId } from "../fixtures/jobInputs";
import { customerDiskJobs, JobStack, type Observed } from "../fixtures/jobStack";

const removing = { waitMinutes: 0, removeServiceLock: true };

/** An account of the order's own, and what the order is to be destroyed with. */
const accountOf = (name: string) =>
    storageAccountId.replace(/[^/]+$/, name.replaceAll("-", "").slice(0, 24));
const order = (account: string, deletion?: Record<string, unknown>) =>
    importOrder({
        ...(deletion && { deletion }),
        details: {
            dataImportDetails: [
                { accountDetails: { ...storageAccount, storageAccountId: accountOf(account) } },
            ],
        },
    });

let orders: JobStack;
let destroy: Observed;
beforeAll(async () => {
    orders = await JobStack.create({ kind: customerDiskJobs });
    await orders.deploy({
        kept: order("kept"),
        removed: order("removed", removing),
        shared: order("shared", removing),
        neighbour: order("shared"),
        unread: order("unread", removing),
    });
    // Under way, and so in need of its account.
    orders.emulator.move(orders.id("neighbour"), "DataCopy");
    const forbidden: FaultAction = {
        type: "answer",
        status: 403,
        body: { error: { code: "AuthorizationFailed", message: "No." } },
    };
    const targets = ["kept", "removed", "shared"].flatMap((name) => ["--target", orders.urn(name)]);
    destroy = await orders.observe(orders.stack.destroy(...targets));
    orders.emulator.addFault({
        match: { operation: "ManagementLocks_ListAtResourceLevel" },
        times: "always",
        action: forbidden,
    });
}, 90_000);
afterAll(() => orders.dispose());

/** `METHOD status` of the requests about an account's locks. */
const lockRequests = (seen: Observed, account: string) =>
    seen.requests
        .filter(({ path }) => path.includes(`${accountOf(account)}/providers/Microsoft.Auth`))
        .map(({ method, status }) => `${method} ${status}`)
        .join(", ");

describe("Once the order is gone, the lock on its account", () => {
    it("is pointed out, with the way to remove it, and nothing is changed", () => {
        expect(destroy.code).toBe(0);
        expect(destroy.linesOf("kept")).toMatch(
            /warning: job .* is gone, but .* DATABOX_SERVICE on .*\/storageAccounts\/kept, and a destroy of that storage account fails .* az lock delete --name DATABOX_SERVICE --resource .*\/storageAccounts\/kept .*deletion\.removeServiceLock: true/,
        );
        expect(lockRequests(destroy, "kept")).toBe("GET 200");
    });

    it("is removed where the stack wants that", () => {
        expect(lockRequests(destroy, "removed")).toMatch(/^GET 200, DELETE 20[04]$/);
        expect(destroy.output).toMatch(
            /Removed the lock DATABOX_SERVICE from .*\/storageAccounts\/removed/,
        );
        const deletes = destroy.requests.filter(
            ({ method, path }) => method === "DELETE" && path.includes("/locks/"),
        );
        expect(deletes.map(({ path }) => path.split("?")[0])).toEqual([
            `${accountOf("removed")}/providers/Microsoft.Authorization/locks/DATABOX_SERVICE`,
        ]);
    });

    it("stays while another order uses the account, and that order is named", () => {
        expect(lockRequests(destroy, "shared")).toBe("GET 200");
        expect(destroy.linesOf("shared")).toMatch(
            /left there, since job "neighbour" \(resource group "rg-archive"\) uses the account/,
        );
    });

    it("that may not be looked at is a warning, and no failure", async () => {
        const target = ["--target", orders.urn("unread")];
        const seen = await orders.observe(orders.stack.destroy(...target));
        expect(seen.code).toBe(0);
        expect(seen.output).toMatch(
            /warning: could not look whether .* DATABOX_SERVICE on .*\/storageAccounts\/unread/,
        );
        expect(await orders.names()).toEqual(["neighbour"]);
    });
});
