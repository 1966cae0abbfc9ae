// TypeScript's types in the words of Pulumi's schema.

import ts from "typescript";
import { documented } from "./source.mjs";

const any = { $ref: "pulumi.json#/Any" };
const keywords = new Map([
    [ts.SyntaxKind.StringKeyword, { type: "string" }],
    [ts.SyntaxKind.NumberKeyword, { type: "number" }],
    [ts.SyntaxKind.BooleanKeyword, { type: "boolean" }],
    [ts.SyntaxKind.UnknownKeyword, any],
]);

/** The named types of one module of the schema, collected while its properties are described. */
export class ModuleTypes {
    /** Token → type. */
    types = {};

    /**
     * @param module such as "databox"
     * @param names interface → its name in the schema, where that is not its own without "Args"
     */
    constructor(source, module, names = {}) {
        this.source = source;
        this.module = module;
        this.names = names;
    }

    /** `{ properties, required }` of the members of an interface, class or type literal. @param owner its name */
    object(members, owner) {
        const properties = {};
        for (const member of members) {
            const name = member.name.text;
            const spec = this.spec(member.type, owner + name[0].toUpperCase() + name.slice(1));
            properties[name] = { ...spec, ...this.description(member, spec) };
        }
        const required = members.filter((member) => !isOptional(member));
        return { properties, required: required.map(({ name }) => name.text) };
    }

    /** @param place the name of a type that has none of its own */
    spec(node, place) {
        if (ts.isParenthesizedTypeNode(node)) return this.spec(node.type, place);
        if (ts.isArrayTypeNode(node)) {
            return { type: "array", items: this.spec(node.elementType, place) };
        }
        if (ts.isTypeLiteralNode(node)) return this.named(place, node.members);
        if (ts.isUnionTypeNode(node)) return this.union(known(node.types), place);
        if (ts.isLiteralTypeNode(node)) return { type: "string", const: node.literal.text };
        if (ts.isTypeReferenceNode(node)) return this.reference(node, place);
        const spec = keywords.get(node.kind);
        if (!spec) throw new Error(`no schema for ${node.getText()} (${place})`);
        return { ...spec };
    }

    reference(node, place) {
        const [first, second] = node.typeArguments ?? [];
        const name = node.typeName.getText();
        if (name === "Input" || name.endsWith("Output")) return this.spec(first, place);
        // Words stay text: an enum would bind SDKs to the words of today.
        if (name === "OneOf") return { type: "string" };
        if (name === "Record") {
            return { type: "object", additionalProperties: this.spec(second, place) };
        }
        const declaration = this.source.declarationOf(node.typeName);
        if (ts.isTypeAliasDeclaration(declaration)) return this.spec(declaration.type, place);
        if (!ts.isInterfaceDeclaration(declaration)) throw new Error(`no schema for ${name}`);
        const named = this.names[name] ?? name.replace(/Args$/, "");
        return this.named(named, this.membersOf(declaration), documented(declaration));
    }

    /** The members of an interface and, before them, what it extends and does not declare anew. */
    membersOf(declaration) {
        const own = new Set(declaration.members.map(({ name }) => name.text));
        const parents = (declaration.heritageClauses ?? []).flatMap(({ types }) => types);
        const inherited = parents.flatMap(({ expression }) =>
            this.membersOf(this.source.declarationOf(expression)),
        );
        return [...inherited.filter(({ name }) => !own.has(name.text)), ...declaration.members];
    }

    named(name, members, description = {}) {
        const token = `azure-importexport:${this.module}:${name}`;
        if (!this.types[token]) {
            this.types[token] = {};
            const object = this.object(members, name);
            Object.assign(this.types[token], { type: "object", ...description, ...object });
        }
        return { $ref: `#/types/${token}` };
    }

    /** Words stay text: an enum would bind SDKs to the words of today. Objects are told apart by their one fixed word. */
    union(types, place) {
        const specs = types.map((type) => this.spec(type, place));
        if (specs.length === 1) return specs[0];
        if (specs.every((spec) => spec.type === "string")) return { type: "string" };
        const fixed = specs.map(({ $ref }) =>
            Object.entries(this.typeAt($ref).properties).find(([, property]) => property.const),
        );
        const mapping = specs.map(({ $ref }, at) => [fixed[at][1].const, $ref]);
        const discriminator = {
            propertyName: fixed[0][0],
            mapping: Object.fromEntries(mapping),
        };
        return { oneOf: specs, discriminator };
    }

    /** Sets a mark on the property at this path, such as `properties.jobType`. */
    mark(properties, dottedPath, mark) {
        const [name, ...rest] = dottedPath.split(".");
        const property = properties[name];
        if (!property) throw new Error(`the schema has no ${dottedPath} to be marked`);
        if (rest.length === 0) return void Object.assign(property, mark);
        this.mark(this.typeAt(property.$ref).properties, rest.join("."), mark);
    }

    typeAt($ref) {
        return this.types[$ref.slice("#/types/".length)];
    }

    /** A property without words of its own has those of its type. */
    description(member, spec) {
        const own = documented(member);
        if (own.description || !spec.$ref?.startsWith("#")) return own;
        const { description } = this.typeAt(spec.$ref);
        return description ? { description } : {};
    }
}

const known = (types) => types.filter(({ kind }) => kind !== ts.SyntaxKind.UndefinedKeyword);

/** `name?:` of an interface, or an output that may be undefined. */
function isOptional({ questionToken, type }) {
    if (questionToken) return true;
    const [value] = type.typeArguments ?? [];
    return (
        ts.isTypeReferenceNode(type) &&
        type.typeName.getText().endsWith("Output") &&
        ts.isUnionTypeNode(value) &&
        known(value.types).length < value.types.length
    );
}
