import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import ts from "typescript";

/** Who may import whom: design, section 3. Each line allows; what no line allows is refused. */
const allowed: readonly [from: RegExp, to: RegExp][] = [
    // The outside knows no job rule.
    [/^provider\/arm\//, /^provider\/(arm\/|settings\/)/],
    [/^provider\/settings\//, /^provider\/settings\//],
    // What is decided of a job knows no service, no request and no front door.
    [/^provider\/job\/(deletionPlan|lifecycleRules)$/, /^provider\/job\/lifecycleRules$/],
    // The engine knows neither a service nor a front door.
    [/^provider\/job\/(?!deletionPlan$|lifecycleRules$)/, /^provider\/(job\/|arm\/|settings\/)/],
    // The front door of dynamic resources, as far as both services have it, knows neither of them.
    [/^provider\/dynamic\//, /^provider\/(dynamic\/|job\/|arm\/|settings\/)/],
    [
        /^provider\/importexport\/(lifecycle|stateNames|lifecycleObserved)$/,
        /^provider\/(importexport\/(stateNames|lifecycleObserved)|job\/(deletionPlan|lifecycleRules))$/,
    ],
    [
        /^provider\/importexport\/(?!lifecycle$|stateNames$|lifecycleObserved$)/,
        /^provider\/(importexport\/|job\/|arm\/|settings\/)/,
    ],
    // What a service gives to the front door of dynamic resources; its data and rules know of none.
    [
        /^provider\/(importexport|databox)\/(crud|job|functions|functionArgs|fromImportExport|moveReport)$/,
        /^provider\/dynamic\//,
    ],
    [
        /^provider\/databox\/(lifecycle|stageNames|lifecycleObserved)$/,
        /^provider\/(databox\/(flags|stageNames|lifecycleObserved)|job\/(deletionPlan|lifecycleRules))$/,
    ],
    [
        /^provider\/databox\/(?!lifecycle$|stageNames$|lifecycleObserved$)/,
        /^provider\/(databox\/|job\/|arm\/|settings\/)/,
    ],
    [
        /^provider\/index$/,
        /^provider\/importexport\/(job|jobArgs|model|functions|functionArgs|driveJournal)$/,
    ],
    // The move from one service to the other knows what both are given.
    [/^provider\/databox\/(fromImportExport|moveReport)$/, /^provider\/importexport\/jobArgs$/],
    [
        /^provider\/index$/,
        /^provider\/databox\/(job|jobArgs|model|functions|functionArgs|fromImportExport)$/,
    ],
    // The second front door: what the first one has for both services, and the services' methods and pure files.
    [
        /^provider\/plugin\//,
        /^provider\/(plugin\/|dynamic\/|job\/|(importexport|databox)\/(service|model|propertyTable|queries)$|arm\/(clock|say)$|settings\/)/,
    ],
    // The fleet knows a service from its list alone, and each service's files know the other's not.
    [/^provider\/fleet\/[^/]+$/, /^provider\/(fleet\/[^/]+$|job\/|arm\/|settings\/)/],
    [/^provider\/fleet\/services$/, /^provider\/fleet\/(importexport|databox)\/\w+OfFleet$/],
    [
        /^provider\/fleet\/importexport\//,
        /^provider\/(fleet\/(importexport\/|[^/]+$)|importexport\/|job\/)/,
    ],
    [/^provider\/fleet\/databox\//, /^provider\/(fleet\/(databox\/|[^/]+$)|databox\/|job\/)/],
    [/^policies\//, /^(policies\/|provider\/importexport\/(lifecycle|stateNames|model)$)/],
    [/^policies\//, /^provider\/(databox\/(flags|lifecycle|stageNames|model)|job\/deletionPlan)$/],
    // The property tables, and what they are made of.
    [/^policies\/guardedDestroy\//, /^provider\/job\/(otherStack|ownerTag)$/],
    [
        /^policies\//,
        /^provider\/((importexport|databox)\/propertyTable|job\/(propertyTable|sameness))$/,
    ],
    [/^emulator\//, /^emulator\//],
];

const root = path.resolve(__dirname, "../..");

interface Edge {
    from: string;
    to: string;
    typeOnly: boolean;
}

/** Modules of our own are named without extension, packages by their specifier. */
function edgesOf(folder: string): Edge[] {
    const files = fs
        .readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
        .filter(
            (file) => /\.(ts|mjs|cjs)$/.test(file) && !/(^|\/)(dist|node_modules)\//.test(file),
        );
    return files.flatMap((file) => {
        const name = path.posix.join(folder, file.split(path.sep).join("/"));
        const source = fs.readFileSync(path.join(root, name), "utf8");
        const tree = ts.createSourceFile(name, source, ts.ScriptTarget.ES2022, true);
        const edges: Edge[] = [];
        const visit = (node: ts.Node): void => {
            const specifier = specifierOf(node);
            if (specifier) {
                edges.push({
                    from: name.replace(/\.(ts|mjs|cjs)$/, ""),
                    to: specifier.startsWith(".")
                        ? path.posix
                              .join(path.posix.dirname(name), specifier)
                              .replace(/\.(mjs|cjs)$/, "")
                        : specifier,
                    typeOnly: ts.isImportDeclaration(node) && !!node.importClause?.isTypeOnly,
                });
            }
            ts.forEachChild(node, visit);
        };
        visit(tree);
        return edges;
    });
}

function specifierOf(node: ts.Node): string | undefined {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
        return node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)
            ? node.moduleSpecifier.text
            : undefined;
    }
    if (!ts.isCallExpression(node)) return undefined;
    const isRequire =
        node.expression.kind === ts.SyntaxKind.ImportKeyword ||
        (ts.isIdentifier(node.expression) && node.expression.text === "require");
    const [argument] = node.arguments;
    return isRequire && argument && ts.isStringLiteral(argument) ? argument.text : undefined;
}

const packages = ["provider", "emulator", "policies"].filter((folder) =>
    fs.existsSync(path.join(root, folder, "package.json")),
);
const edges = packages.flatMap(edgesOf);
const isOwn = (module: string) => /^(provider|emulator|policies|tools)\//.test(module);

describe("imports", () => {
    it("are found at all", () => {
        expect(edges.length).toBeGreaterThan(100);
        expect(edges.some(({ to }) => to.startsWith("@azure/"))).toBe(true);
    });

    it("go only where the design lets them", () => {
        const refused = edges
            .filter(({ to }) => isOwn(to))
            .filter(({ from, to }) => !allowed.some(([a, b]) => a.test(from) && b.test(to)))
            .map(({ from, to }) => `${from} imports ${to}`);
        expect(refused).toEqual([]);
    });

    it("of a service stand in the fleet's files of that service, and no other file of the fleet names one", () => {
        const files = fs
            .readdirSync(path.join(root, "provider/fleet"))
            .filter((file) => file.endsWith(".ts"));
        // The package and the command are called so, whatever services they have.
        const ofPackage = /(pulumi-azure-)?importexport-jobs|"pulumi-azure-importexport"/g;
        const service = /import.?export|data.?box|customer.?disk/i;
        const naming = files.filter((file) => {
            if (file === "services.ts") return false;
            const text = fs.readFileSync(path.join(root, "provider/fleet", file), "utf8");
            return service.test(text.replace(ofPackage, ""));
        });
        expect(files).toContain("command.ts");
        expect(naming).toEqual([]);
    });

    it("of a service's own facts are, in the policies, behind their list where no rule of one service needs them", () => {
        const list = edges.filter(({ to }) => /^policies\/services\/\w+Service$/.test(to));
        const own = /^policies\/services\/(dataBox|importExport)/;
        expect(list.filter(({ to }) => own.test(to)).map(({ from }) => from)).toEqual([
            "policies/services/index",
            "policies/services/index",
        ]);
        // What is the same for every service: only rules of one service know more of it.
        const shared = /^policies\/(\w+|checkpoint\/\w+|guardedDestroy\/\w+|guards\/stackPolicy)$/;
        const knowing = edges
            .filter(({ from }) => shared.test(from))
            .filter(({ to }) => own.test(to) || /^provider\/(importexport|databox)\//.test(to));
        expect(knowing).toEqual([]);
    });

    it("make no circle: those of types count, and the tools' too", () => {
        const next = new Map<string, string[]>();
        for (const { from, to } of [...edges, ...edgesOf("tools")]) {
            if (isOwn(to)) next.set(from, [...(next.get(from) ?? []), to]);
        }
        const circles: string[] = [];
        const done = new Set<string>();
        const walk = (module: string, path: string[]): void => {
            if (path.includes(module)) {
                circles.push([...path.slice(path.indexOf(module)), module].join(" → "));
                return;
            }
            if (done.has(module)) return;
            for (const to of next.get(module) ?? []) walk(to, [...path, module]);
            done.add(module);
        };
        for (const module of next.keys()) walk(module, []);
        expect(circles).toEqual([]);
    });

    it("of the emulator name neither the provider nor the policies", () => {
        const named = edges.filter(
            ({ from, to }) => from.startsWith("emulator/") && to.startsWith("pulumi-azure-import"),
        );
        expect(named).toEqual([]);
    });

    it("keep the Azure SDK inside provider/arm", () => {
        const outside = edges.filter(
            ({ from, to, typeOnly }) =>
                !typeOnly && to.startsWith("@azure/") && !from.startsWith("provider/arm/"),
        );
        expect(outside).toEqual([]);
    });
});

describe("loading", () => {
    it.each([
        "pulumi-azure-importexport",
        "pulumi-azure-importexport/crud",
        "pulumi-azure-importexport/databox/crud",
        "./provider/dist/fleet/command.js",
    ])("%s loads no Azure module", (name) => {
        const script = `
                require(${JSON.stringify(name)});
                const azure = Object.keys(require.cache).filter((file) => /node_modules.@azure/.test(file));
                console.log(JSON.stringify(azure));
            `;
        const printed = execFileSync(process.execPath, ["-e", script], {
            cwd: root,
            encoding: "utf8",
        });
        expect(JSON.parse(printed)).toEqual([]);
    });

    it("the provider's code loads neither Pulumi nor anything else heavy", () => {
        const script = `
            require("pulumi-azure-importexport/crud");
            require("pulumi-azure-importexport/databox/crud");
            console.log(Object.keys(require.cache).filter((file) => /node_modules/.test(file)).length);
        `;
        const printed = execFileSync(process.execPath, ["-e", script], {
            cwd: root,
            encoding: "utf8",
        });
        expect(Number(printed)).toBe(0);
    });
});
