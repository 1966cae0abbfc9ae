import { checkedEmulator } from "./harness";

const emulator = checkedEmulator();

const permissions = "/providers/Microsoft.Authorization/permissions";
const ask = (scope: string, apiVersion = "2022-04-01") =>
    emulator.arm("GET", `${scope}${permissions}`, undefined, { apiVersion });

describe("the permissions of the login", () => {
    it.each([
        ["a resource group", () => `/subscriptions/${emulator.subscriptionId}/resourceGroups/rg`],
        ["a subscription", () => `/subscriptions/${emulator.subscriptionId}`],
    ])("at %s are those of an owner", async (_, scope) => {
        const { status, body } = await ask(scope());
        expect(status).toBe(200);
        expect(body).toEqual({
            value: [{ actions: ["*"], notActions: [], dataActions: [], notDataActions: [] }],
        });
    });

    it("are refused at an API version that the service does not have", async () => {
        const scope = `/subscriptions/${emulator.subscriptionId}`;
        expect((await ask(scope, "2021-01-01")).status).toBe(400);
    });
});
