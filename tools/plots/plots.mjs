// The plots of docs/performance.md, from the rows of `npm run bench -- --only peers`: processor time against the number
// of jobs, ours beside azapi.
//
//     npm ci --prefix tools/plots && node tools/plots/plots.mjs docs/bench/peers.json docs/bench

import fs from "node:fs";
import path from "node:path";
import * as vega from "vega";
import { compile } from "vega-lite";

const operations = {
    up: "Create",
    "preview with reads": "Preview that reads Azure",
    destroy: "Destroy",
};

/** "up of 50 jobs: YAML, packaged" → its parts. Rows under token buckets have a plot of none. */
function points({ what, value, baseline }) {
    const [, operation, jobs, who] = /^(.+) of (\d+) jobs: (.+)$/.exec(what) ?? [];
    if (!operation) return [];
    const common = { operation, jobs: Number(jobs) };
    return [
        { ...common, who, seconds: value },
        { ...common, who: "Terraform azapi", seconds: baseline.value },
    ];
}

/** One plot, as SVG text: both axes logarithmic, since stacks have 10 or 1,000 jobs. */
async function plot(title, values) {
    const axis = (field, name) => ({
        field,
        type: "quantitative",
        title: name,
        scale: { type: "log" },
        axis: { tickCount: 5 },
    });
    const { spec } = compile({
        title,
        width: 420,
        height: 260,
        background: "white",
        data: { values },
        mark: { type: "line", point: true },
        encoding: {
            x: axis("jobs", "jobs in the stack"),
            y: axis("seconds", "seconds of the processor"),
            color: { field: "who", type: "nominal", title: null },
        },
    });
    return await new vega.View(vega.parse(spec), { renderer: "none" }).toSVG();
}

const [figures, folder] = process.argv.slice(2);
const { results } = JSON.parse(fs.readFileSync(figures, "utf8"));
const all = results
    .filter(({ name }) => name === "peers")
    .flatMap(({ rows }) => rows.flatMap(points));
for (const [operation, title] of Object.entries(operations)) {
    const file = path.join(folder, `${operation.split(" ")[0]}.svg`);
    fs.writeFileSync(
        file,
        `${await plot(
            title,
            all.filter((each) => each.operation === operation),
        )}\n`,
    );
    console.log(file);
}
