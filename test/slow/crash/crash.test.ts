/**
 * A sample of `npm run crash`, which runs whole at night: what writes, of both services, and five of the blows.
 *
 * The points are chosen by hand here. One that the command no longer reaches fails the test.
 */
import type { Door } from "../../fixtures/jobStack";
import type { BlowName } from "./blows";
import { crash } from "./crash";
import type { Command } from "./operations";
import { pointAt } from "./points";

type Row = [Command, BlowName, string[]];

const dynamic: Row[] = [
    [
        "up",
        "provider SIGKILL",
        [
            "create PUT 2 before",
            "create PUT 2 after",
            "update PATCH 2 after",
            "replace PUT 5 after",
            "rename DELETE 3 before",
        ],
    ],
    [
        "destroy",
        "CLI SIGKILL",
        ["delete-shipping PATCH 2 after", "delete-completed DELETE 2 after"],
    ],
    [
        "up",
        "provider SIGINT twice",
        [
            "disk-create PUT 2 after",
            "disk-create-shipped POST 6 after",
            "disk-update PATCH 2 before",
            "disk-replace DELETE 5 before",
            "disk-rename PUT 9 after",
        ],
    ],
    [
        "wait",
        "all SIGKILL",
        [
            "disk-wait-created POST 2 after",
            "disk-wait-created DELETE 5 after",
            "disk-wait-unlock DELETE 10 before",
        ],
    ],
    ["refresh", "connection cut", ["refresh-shipping GET 1 after", "refresh-expired GET 1 before"]],
];

/** Both providers call the same methods: fewer of the packaged one. `npm run crash -- --door packaged` tries all at night. */
const packaged: Row[] = [
    [
        "up",
        "all SIGKILL",
        [
            "create PUT 2 before",
            "create PUT 2 after",
            "update PATCH 2 after",
            "replace PUT 5 after",
        ],
    ],
    [
        "up",
        "CLI SIGKILL",
        ["disk-create PUT 2 after", "disk-update PATCH 2 before", "disk-replace DELETE 5 before"],
    ],
];

describe.each<[Door, Row[]]>([
    ["dynamic", dynamic],
    ["packaged", packaged],
])("By the %s provider:", (door, sample) => {
    describe.each(sample)("%s, %s at a request that is under way", (command, blow, points) => {
        it("loses, doubles and cancels nothing, tells no secret, and the next run gets there", async () => {
            const { problems, code } = await crash(command, blow, points.map(pointAt), { door });
            expect(problems).toEqual([]);
            if (blow !== "connection cut") expect(code).not.toBe(0);
        }, 240_000);
    });
});
