import { read } from "./pages";

describe("README.zh-TW.md", () => {
    const block = (page: string, language: string) =>
        new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "ms").exec(read(page))?.[1];

    it.each(["mermaid", "bash"])("shows what README.md shows: %s", (language) => {
        expect(block("README.zh-TW.md", language)).toBe(block("README.md", language));
        expect(block("README.md", language)).toBeDefined();
    });

    it("names the same packages", () => {
        const named = (page: string) =>
            Array.from(read(page).matchAll(/\*\*`([\w-]+)`\*\*/g), ([, name]) => name);
        expect(named("README.zh-TW.md")).toEqual(named("README.md"));
    });
});
