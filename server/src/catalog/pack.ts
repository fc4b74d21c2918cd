// The pack format: one YAML file per SDK, framework, effect family or product, for both code languages.
import { z } from 'zod';
import { GRADES, meaningSchema } from './meaning';

/** One meaning or several alternatives (by `as` or `versions`). */
const meanings = z.union([meaningSchema.transform((one) => [one]), z.array(meaningSchema)]);

const typeSchema = z.strictObject({
  /** Other types (`Type` of this pack, `pack/Type`) whose members it has too. */
  extends: z.array(z.string()).default([]),
  /**
   * Member path (`chat.completions.create`, `a|b` for alternatives of one name, `beta.|raw.create` for a step that may be left out) to its meaning. A path without call syntax is what *calling* it means;
   * a meaning with `as: value` is what *reading* it means. `()` is calling the instance itself.
   * `*` in a step stands for any characters (`get_*`, `*.findMany` for `prisma.user.findMany`); an exact name wins, then the longest pattern.
   */
  members: z.record(z.string(), meanings).default({}),
});

export const fileRouteSchema = z.strictObject({
  /** Globs of route files, relative to the project. */
  files: z.array(z.string()),
  /** Exported names that are handlers; `default` for the default export, `default.fetch` for a function in its object, `actions.*` for all in it. The name is the HTTP method unless `method` is given. */
  handlers: z.array(z.string()),
  method: z.string().optional(),
  /** Only what a call of this type of the pack made is a handler (`defineEventHandler(…)`): such directories have other files elsewhere. */
  made: z.string().optional(),
  /** How the route follows from the path: the part after the first of these directories, without the file name if `dropFile`. */
  base: z.array(z.string()),
  dropFile: z.boolean().default(false),
  /** How the name of a file is read further: `method` at its end (`chat.post.ts`), `flat` with dots for slashes (`api.chat.ts`, `_index.tsx`). */
  names: z.enum(['method', 'flat']).optional(),
  /** Types of the handlers' parameters by position (`Type` or `pack/Type`, `_` for none). */
  parameters: z.array(z.string()).optional(),
});

export const languagePackSchema = z.strictObject({
  /** Distribution names as in manifests and lockfiles; the first one found gives the version. */
  packages: z.array(z.string()).default([]),
  /**
   * `module:Name`, `module:default`, `module:Name.member`, `module:*` for a call of the module itself, `global:fetch` for a global.
   * `a|b` are alternatives of a module or of one name (`ai|@ai-sdk/x:one|two`).
   * What calling it means; with `as: value` what it is. For Python the module is the import path where the name lives or is re-exported (list each).
   */
  exports: z.record(z.string(), meanings).default({}),
  types: z.record(z.string(), typeSchema).default({}),
  fileRoutes: z.array(fileRouteSchema).default([]),
  /** Files whose export is middleware for routes matching a matcher (Next.js middleware.ts / proxy.ts). */
  fileMiddleware: z
    .array(
      z.strictObject({
        files: z.array(z.string()),
        exports: z.array(z.string()),
        matcher: z.string().optional(),
        /** As for file routes. */
        made: z.string().optional(),
        parameters: z.array(z.string()).optional(),
      }),
    )
    .default([]),
  /** Tests by convention: files, with the names of functions and classes in them that are test cases. */
  fileTests: z
    .array(
      z.strictObject({
        files: z.array(z.string()),
        functions: z.array(z.string()),
        classes: z.array(z.string()).default([]),
      }),
    )
    .default([]),
  /** Modules without any effect (parsing, dates, validation, formatting) with all below them (`lodash/fp`, `google.protobuf.x`; `global:JSON` for a global), unless an export of some pack says more. */
  pure: z.array(z.string()).default([]),
  /**
   * Object literals among tools that are tools by themselves (`{type: "web_search"}`): `keys` are constants an object must have,
   * `bash_*` a start, `*` any value. The meaning's slots see the object as `arg0`. The first that fits decides; asked are
   * the objects of the pack whose call takes the tools, then those of the others.
   */
  toolObjects: z
    .array(z.strictObject({ keys: z.record(z.string(), z.string()), meaning: meaningSchema }))
    .default([]),
  /** Exported functions under a "use server" directive are endpoints. */
  serverActions: z.boolean().default(false),
});
export type LanguagePack = z.infer<typeof languagePackSchema>;

const packId = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

/** A platform that serves what its own config names: each is an endpoint, of which only the config can be seen. */
export const platformSchema = z.strictObject({
  /** Name of its config file, in any directory. */
  config: z.string().regex(/^[^/]+$/, 'is no file name'),
  /** In sentences: "the X platform". */
  title: z.string().min(1),
  /** Its id as the framework of the endpoints. */
  framework: packId,
  /** Key of a map by name: `file:export` from the config's directory, or an object with that at `path`. */
  graphs: z.string().min(1),
  /** Key that stands there where it asks who calls. */
  auth: z.string().min(1).optional(),
});
export type Platform = z.infer<typeof platformSchema>;

/** An MCP server that is started by name, and what its tools may do at most. */
export const toolServerSchema = z.strictObject({
  /** Packages and container images that are it, without version or tag. */
  names: z.array(z.string().min(1)).min(1),
  /** The widest grade among its tools; of a server for `folders` only where it is handed the whole disk or home. */
  widest: z.enum(GRADES).exclude(['unknown']),
  /** Its arguments are the folders it works in. */
  folders: z.boolean().default(false),
  /** Arguments and variables that take tools away from it (`--read-only`): then what is left is not known. */
  narrowedBy: z.array(z.string()).default([]),
});
export type ToolServer = z.infer<typeof toolServerSchema>;

export const packSchema = z.strictObject({
  id: packId,
  title: z.string(),
  kind: z.enum(['sdk', 'framework', 'effects', 'product']),
  /** verified: read in the package's code or run; documented: official documentation. */
  certainty: z.enum(['verified', 'documented']),
  /** Home of YAML anchors that the rest of the file refers to; read by nobody. */
  shared: z.unknown().optional(),
  typescript: languagePackSchema.optional(),
  python: languagePackSchema.optional(),
  /** SDK packs: `calls` where what instruments the SDK shows requests only, for its tools run in the app's own code. */
  instrumented: z.enum(['calls', 'calls-and-tools']).optional(),
  /** Framework packs: `ignored` where only what a handler writes to the response is sent, not what it returns. */
  returnValue: z.enum(['sent', 'ignored']).optional(),
  /**
   * Framework packs: what decides who may call its endpoints, and how often, where their code shows nothing: the platform around
   * them, or settings that name it by text, which may name what answers failures, too.
   */
  guardedBy: z.enum(['platform', 'settings']).optional(),
  platforms: z.array(platformSchema).default([]),
  toolServers: z.array(toolServerSchema).default([]),
  /** Hosts of model providers: a plain HTTP request to one is a model-call without an SDK. A host may begin with a dot (any subdomain). */
  providerHosts: z
    .array(
      z.strictObject({
        host: z.string(),
        provider: z.string(),
        /** Path that sends a request; absent: any. */
        paths: z.array(z.string()).default([]),
        /** Keys of the JSON body that cap the output. */
        caps: z.array(z.string()).default([]),
        /** Key of the body, or part of the path, that makes it stream. */
        streams: z.string().optional(),
      }),
    )
    .default([]),
  /** Product packs: environment variables and config paths that switch it on. */
  environment: z
    .array(
      z.strictObject({
        name: z.string(),
        capability: z.string(),
        facets: z.array(z.string()).optional(),
        /** Values that switch it on; absent: any but those of `off`. */
        values: z.array(z.string()).optional(),
        off: z.array(z.string()).optional(),
        /** For capability `tracing`: SDK ids seen by being switched on. */
        sees: z.array(z.string()).optional(),
      }),
    )
    .default([]),
});
export type Pack = z.infer<typeof packSchema>;
