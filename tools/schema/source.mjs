// The provider's source, as TypeScript's compiler reads it: declarations by name, and what their docstrings say.

import path from "node:path";
import ts from "typescript";

/** Declarations and docstrings of the modules in a folder. @param modules without extension */
export class Source {
    constructor(folder, modules) {
        const file = (module) => path.join(folder, `${module}.ts`);
        this.program = ts.createProgram(modules.map(file), { strict: true, skipLibCheck: true });
        this.checker = this.program.getTypeChecker();
        this.file = file;
    }

    /** The interface, class or function of that name. Throws where there is none. */
    declaration(module, name) {
        const { statements } = this.program.getSourceFile(this.file(module));
        const found = statements.findLast((statement) => statement.name?.text === name);
        if (!found) throw new Error(`provider/${module}.ts declares no ${name}`);
        return found;
    }

    /** What a name stands for, also where it is imported. */
    declarationOf(nameNode) {
        const symbol = this.checker.getSymbolAtLocation(nameNode);
        const isImported = symbol.flags & ts.SymbolFlags.Alias;
        return (isImported ? this.checker.getAliasedSymbol(symbol) : symbol).declarations[0];
    }
}

/**
 * `{ description }`, or nothing: the docstring's text and its `@default`. Other tags are for TypeScript only:
 * `@remarks` has what is true of the npm package alone.
 */
export function documented(node) {
    const docstring = ts.getJSDocCommentsAndTags(node).findLast(ts.isJSDoc);
    if (!docstring) return {};
    const tag = docstring.tags?.find(({ tagName }) => tagName.text === "default");
    const parts = [text(docstring.comment), tag && `Default: ${text(tag.comment)}.`];
    const description = parts.filter(Boolean).join("\n\n");
    return description ? { description } : {};
}

/** One line for each paragraph; a link is the name that it leads to. */
function text(comment) {
    return (ts.getTextOfJSDocComment(comment) ?? "")
        .replace(/\{@link (?:\w+\.)?(\w+)\s*\}/g, "`$1`")
        .split(/\n\s*\n/)
        .map((paragraph) => paragraph.replace(/\s+/g, " ").trim())
        .join("\n\n");
}
