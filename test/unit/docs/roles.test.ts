import fs from "node:fs";
import path from "node:path";
import { read, repository } from "./pages";

/** A custom role of docs/roles, as `az role definition create` takes it. */
interface Role {
    Name: string;
    IsCustom: boolean;
    Description: string;
    Actions: string[];
    NotActions: string[];
    AssignableScopes: string[];
}

const folder = path.join(repository, "docs/roles");
const role = (file: string) =>
    JSON.parse(fs.readFileSync(path.join(folder, `${file}.json`), "utf8")) as Role;
const files = fs.readdirSync(folder).map((name) => path.basename(name, ".json"));

/** Azure's rule: the path's types, and what the method comes to. */
function actionOf(request: string): string {
    const [method = "", url = ""] = request.split(" ");
    const [, namespace = "", rest = ""] = /.*\/providers\/([^/?]+)\/([^?]*)/.exec(url) ?? [];
    const segments = rest.split("/");
    const last = segments.at(-1)!;
    // Types and names take turns.
    const types = segments.filter((_, index) => index % 2 === 0).join("/");
    const words: Record<string, string> = {
        GET: "read",
        PUT: "write",
        PATCH: "write",
        DELETE: "delete",
    };
    if (method !== "POST") return `${namespace}/${types}/${words[method]}`;
    const parents = segments.slice(0, -1).filter((_, index) => index % 2 === 0);
    return `${namespace}/${parents.join("/")}/${last}/action`;
}

/** Every request that the scenarios of both services send: test/slow/record. */
const asked = [
    ...new Set(
        Array.from(
            read("test/slow/record/requestRecord.json").matchAll(/"asks":"([A-Z]+ [^"]+)"/g),
            ([, request]) => actionOf(request!),
        ),
    ),
].sort();

describe("The roles of the documentation", () => {
    it.each(files)("%s is one that az takes", (file) => {
        expect(role(file)).toEqual({
            Name: expect.stringMatching(/\w/) as string,
            IsCustom: true,
            Description: expect.stringMatching(/\.$/) as string,
            Actions: expect.arrayContaining([]) as string[],
            NotActions: [],
            AssignableScopes: ["/subscriptions/00000000-0000-0000-0000-000000000000"],
        });
        expect(new Set(role(file).Actions).size).toBe(role(file).Actions.length);
    });

    it("grant every request that a stack sends, and each is in the table of actions", () => {
        expect(asked.length).toBeGreaterThan(10);
        const granted = files.flatMap((file) => role(file).Actions);
        expect(asked.filter((action) => !granted.includes(action))).toEqual([]);
    });

    it.each([
        ["import-export-jobs", /^Microsoft\.ImportExport\//],
        ["data-box-orders", /^Microsoft\.DataBox\/|locks\/read$/],
        ["service-lock", /locks\//],
    ])(
        "%s alone grants its service's requests, and no action that nothing asks for",
        (file, own) => {
            expect(
                asked.filter((action) => own.test(action) && !role(file).Actions.includes(action)),
            ).toEqual([]);
            expect(role(file).Actions.filter((action) => !asked.includes(action))).toEqual([]);
        },
    );

    it("are all named by the page, with every action", () => {
        const page = read("docs/permissions.md");
        expect(files.filter((file) => !page.includes(`roles/${file}.json`))).toEqual([]);
        for (const action of [
            ...role("import-export-jobs").Actions,
            ...role("data-box-orders").Actions,
        ]) {
            const words = action.split("/").slice(1).join("/");
            expect(page.includes(action) || page.includes(`…/${words.split("/").pop()}`)).toBe(
                true,
            );
        }
    });
});
