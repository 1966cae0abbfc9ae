import Ajv, { type ValidateFunction } from "ajv";
import type { FastifySchemaCompiler } from "fastify";

/** The schemas of the routes mean what they say: nothing is coerced, and a wrong name is told. */
const ajv = new Ajv({ discriminator: true, allowUnionTypes: true });
const validators = new Map<string, ValidateFunction>();

/** Compiles each schema once: both servers have the admin routes, and a process may start many. */
export const validatorCompiler: FastifySchemaCompiler<object> = ({ schema }) => {
    const text = JSON.stringify(schema);
    const validator = validators.get(text) ?? ajv.compile(schema);
    validators.set(text, validator);
    return validator;
};
