// `airworthy check --format json`: the stable contract for other programs.
import type { CheckJson } from './checkSchema';
import { toJsonText } from './plainText';
import type { Report, ReportInput, ReportOptions } from './report';
import { byPlace, toReportPlace } from './reportPlace';
import {
  toFilesJson,
  toFindingJson,
  toInventoryEntry,
  toItemJson,
  toReadinessJson,
  toScopeJson,
} from './toJson';

export const report: Report = {
  format: 'json',
  of: 'check',
  extension: 'json',
  render: (input, options) => toJsonText(toCheckJson(input, options)),
};

function toCheckJson(input: ReportInput, { tool, fixesOf }: ReportOptions): CheckJson {
  return {
    schema: 1,
    tool: { name: tool.name, version: tool.version },
    readiness: toReadinessJson(input.readiness),
    items: input.items.map((item) => toItemJson(item, input)),
    scopes: input.scopes.map((scope) => toScopeJson(scope, input)),
    findings: byPlace(input.findings).map((finding) => toFindingJson(finding, input, fixesOf)),
    inventory: input.inventory.facts.map((fact) => toInventoryEntry(fact, input)),
    files: toFilesJson(input.inventory.files, input),
    remarks: byPlace(input.remarks).map(({ code, severity, message, place }) => ({
      code,
      severity,
      message,
      place: toReportPlace(place, input),
    })),
  };
}
