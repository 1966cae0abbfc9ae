// Which pages are made of which code.

import fs from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import prettier from "prettier";
import { configurationPage } from "./configurationPage.mjs";
import { errorsPage } from "./errorsPage.mjs";
import { jobDiagram } from "./diagrams.mjs";
import { destroyTable, lifecyclePage, lifecyclePicture, pictureNote } from "./lifecyclePage.mjs";
import { orderDestroyTable } from "./orderLifecycle.mjs";
import { policyConfigSchema } from "./policyConfigSchema.mjs";
import { installationPage } from "./registryPages.mjs";
import { packageSchema } from "../schema/render.mjs";

/**
 * Every generated page as it should be: path in the repository → text. The packages must be compiled.
 *
 * Whole pages are replaced; in the others only what stands between `<!-- generated: NAME -->` and
 * `<!-- end of NAME -->`.
 */
export async function renderDocs(repository) {
    const require = createRequire(path.join(repository, "package.json"));
    const provider = (module) => require(path.join(repository, "provider/dist", `${module}.js`));
    const lifecycle = {
        ...provider("importexport/stateNames"),
        ...provider("importexport/lifecycle"),
    };

    const orders = {
        ...provider("databox/stageNames"),
        ...provider("databox/flags"),
        ...provider("databox/lifecycle"),
    };
    const services = [provider("importexport/errors"), provider("databox/errors")];
    const parts = {
        lifecycle: lifecyclePicture(lifecycle),
        drawing: jobDiagram(lifecycle),
        diagram: `${jobDiagram(lifecycle)}\n\n${pictureNote}`,
        destroy: destroyTable(lifecycle),
        orders: orderDestroyTable(orders),
    };
    const pages = {
        "docs/lifecycle.md": lifecyclePage(lifecycle, orders),
        "docs/configuration.md": configurationPage({
            ...provider("settings/settings"),
            ...provider("settings/environments"),
            ...provider("settings/leftOutSettings"),
        }),
        "docs/errors.md": errorsPage({
            tables: [
                provider("job/errors").errorRows,
                provider("job/deletionErrors").deletionErrorRows,
                ...services.map(({ errorRows }) => errorRows),
            ],
            ...provider("job/errorTable"),
            ...provider("arm/azureErrorKind"),
            ...provider("settings/config"),
            services,
        }),
    };
    const schema = await packageSchema(repository, provider);
    pages["provider/plugin/schema.json"] = schema;
    const { policies } = require(path.join(repository, "policies/dist/policies/index.js"));
    pages["docs/policy-config.schema.json"] = policyConfigSchema(policies);
    pages["docs/installation-configuration.md"] = installationPage(
        provider("settings/settings"),
        JSON.parse(schema),
    );
    for (const page of ["README.md", "README.zh-TW.md", "provider/README.md", "docs/destroy.md"]) {
        pages[page] = withParts(await fs.readFile(path.join(repository, page), "utf8"), parts);
    }
    return Object.fromEntries(
        await Promise.all(
            Object.entries(pages).map(async ([page, text]) => {
                const filepath = path.join(repository, page);
                const style = await prettier.resolveConfig(filepath);
                return [page, await prettier.format(text, { ...style, filepath })];
            }),
        ),
    );
}

function withParts(page, parts) {
    return page.replace(
        /(<!-- generated: (\w+) -->\n)[^]*?(<!-- end of \2 -->)/g,
        (_all, begin, name, end) => {
            if (!(name in parts)) throw new Error(`There is no generated part "${name}".`);
            return `${begin}\n${parts[name]}\n\n${end}`;
        },
    );
}
