import { parse } from 'yaml';
import { z } from 'zod';
import { isSerializable } from './layers.js';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Describes the values that a key's schema allows, such as "an integer from 1 to 64". */
export function describeAllowed(schema: z.ZodType): string {
  return describe(z.toJSONSchema(schema, { target: 'draft-2020-12' }));
}

function describe(schema: JsonSchema): string {
  if (schema.description) return schema.description;
  if (schema.anyOf) return schema.anyOf.map((option) => describe(option as JsonSchema)).join(', or ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return `one of ${schema.enum.map((value) => String(value)).join(', ')}`;
  switch (schema.type) {
    case 'integer':
      return `an integer from ${schema.minimum} to ${schema.maximum}`;
    case 'number':
      return `a number from ${schema.minimum} to ${schema.maximum}`;
    case 'boolean':
      return 'true or false';
    case 'array':
      return `a list of ${schema.minItems} to ${schema.maxItems} names`;
    case 'object':
      return 'a mapping of names to mappings';
    default: {
      const length = `a text of ${schema.minLength ? `${schema.minLength} to` : 'at most'} ${schema.maxLength ?? 100} characters`;
      return schema.pattern ? `a text matching ${schema.pattern}` : length;
    }
  }
}

/**
 * Parses the text of an environment variable as the type of its key: a list as its names, a mapping as YAML. Text that
 * does not look like that type stays text, so that validation can name it. Nothing is coerced: "false" is not true,
 * "5x" is not 5.
 */
export function parseEnvText(schema: z.ZodType, text: string): unknown {
  const type = describeType(z.toJSONSchema(schema));
  if (type === 'boolean') {
    if (/^(true|1|yes|on)$/i.test(text)) return true;
    if (/^(false|0|no|off)$/i.test(text)) return false;
    return text;
  }
  if (type === 'array') return text.split(/[\s,]+/).filter((name) => name !== '');
  if (type === 'object') return parsedYaml(text);
  if (type === 'number' && /^-?\d+(\.\d+)?$/.test(text.trim())) return Number(text);
  return text;
}

/** Parses YAML, and so JSON, too; text that cannot be parsed stays text. */
function parsedYaml(text: string): unknown {
  try {
    const value: unknown = parse(text, { logLevel: 'error' });
    return isSerializable(value) ? value : text;
  } catch {
    return text;
  }
}

function describeType(schema: JsonSchema): 'boolean' | 'number' | 'array' | 'object' | 'string' {
  if (schema.type === 'array' || schema.type === 'object') return schema.type;
  const types = schema.anyOf ? schema.anyOf.map((option) => (option as JsonSchema).type) : [schema.type];
  if (types.includes('boolean')) return 'boolean';
  return types.includes('integer') || types.includes('number') ? 'number' : 'string';
}
