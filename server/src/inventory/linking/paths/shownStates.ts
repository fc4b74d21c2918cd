// States of components whose value is rendered: `const [error, setError] = useState()` and `{error}`, here or in a component it is handed to.
import type { CallSite, FunctionSummary, ModuleSummary } from '../../../languages/summary/module';
import type { ObjectEntry, Value } from '../../../languages/summary/value';
import { alternatives } from '../resolve/abstract';
import type { Evaluator } from '../resolve/evaluator';
import { allStatements, namesIn } from './control';
import { lastName } from './refusal';

/** By the name of a setter: whether its state is rendered by the component itself, or by one below. */
export type Setters = ReadonlyMap<string, 'here' | 'below'>;

const MAX_DEPTH = 3;
/** Calls that give the text of their argument. */
const TEXTS = /^(String|stringify|toString)$/;

export class ShownStates {
  private readonly known = new Map<FunctionSummary, Setters>();

  constructor(private readonly evaluator: Evaluator) {}

  /** The setters a function can call: those of the components it is written in. */
  settersFor(module: ModuleSummary, fn: FunctionSummary): Setters {
    const all = new Map<string, 'here' | 'below'>();
    for (let one: FunctionSummary | undefined = fn; one && one.id > 0; one = module.functions[one.parent])
      for (const [name, shown] of this.settersOf(module, one)) if (!all.has(name)) all.set(name, shown);
    return all;
  }

  private settersOf(module: ModuleSummary, fn: FunctionSummary): Setters {
    const known = this.known.get(fn);
    if (known) return known;
    const found = new Map<string, 'here' | 'below'>();
    for (const statement of allStatements(fn.body)) {
      if (statement.kind !== 'assign' || statement.target.kind !== 'pattern') continue;
      if (statement.value?.kind !== 'call') continue;
      if (lastName(module.calls[statement.value.call]!.callee) !== 'useState') continue;
      const [state, setter] = statement.target.elements;
      if (state?.target.kind !== 'name' || setter?.target.kind !== 'name') continue;
      const shown = this.shows(module, fn, state.target.name, 0);
      if (shown) found.set(setter.target.name, shown);
    }
    this.known.set(fn, found);
    return found;
  }

  /** Whether the value of a name is rendered in a component. */
  private shows(
    module: ModuleSummary,
    fn: FunctionSummary,
    name: string,
    depth: number,
  ): 'here' | 'below' | undefined {
    const elements = module.calls.filter(
      (call) => call.form === 'jsx' && fn.start <= call.start && call.end <= fn.end,
    );
    if (elements.some((call) => childrenOf(call).some((value) => shownNames(module, value).has(name))))
      return 'here';
    if (depth >= MAX_DEPTH) return undefined;
    const below = elements.some((call) =>
      attributesOf(call).some(
        ({ key, value }) =>
          value.kind === 'reference' && value.name === name && this.showsProp(module, call, key, depth + 1),
      ),
    );
    return below ? 'below' : undefined;
  }

  /** Whether the component of an element renders one of its props, taken out by name. */
  private showsProp(module: ModuleSummary, call: CallSite, prop: string, depth: number): boolean {
    return alternatives(this.evaluator.callee(this.evaluator.site(module, call))).some((component) => {
      if (component.kind !== 'function') return false;
      const fn = component.module.functions[component.function]!;
      const { pattern } = fn.parameters[0] ?? {};
      const element =
        pattern?.kind === 'pattern' ? pattern.elements.find(({ key }) => key === prop) : undefined;
      return (
        element?.target.kind === 'name' &&
        this.shows(component.module, fn, element.target.name, depth) !== undefined
      );
    });
  }
}

type Property = Extract<ObjectEntry, { kind: 'property' }>;

function attributesOf(call: CallSite): Property[] {
  return call.arguments.flatMap(({ value }) =>
    value.kind === 'object'
      ? value.entries.flatMap((entry) =>
          entry.kind === 'property' && entry.key !== 'children' ? [entry] : [],
        )
      : [],
  );
}

function childrenOf(call: CallSite): Value[] {
  return call.arguments.flatMap(({ value }) =>
    value.kind === 'object'
      ? value.entries.flatMap((entry) =>
          entry.kind === 'property' && entry.key === 'children' && entry.value.kind === 'list'
            ? entry.value.items.map((item) => item.value)
            : [],
        )
      : [],
  );
}

/** Names whose value itself is rendered: `{error}`, `{error ?? ""}`; not those only asked (`{error && <p>…</p>}`). */
function shownNames(module: ModuleSummary, value: Value): Set<string> {
  if (value.kind === 'operation' && value.operator === '&&')
    return value.operands[1] ? shownNames(module, value.operands[1]) : new Set();
  if (value.kind === 'call') {
    const call = module.calls[value.call]!;
    if (call.form === 'jsx' || !TEXTS.test(lastName(call.callee))) return new Set();
    const given = call.arguments.map((argument) => argument.value);
    const object = call.callee.kind === 'member' ? [call.callee.object] : [];
    return new Set([...given, ...object].flatMap((one) => [...namesIn(module, one)]));
  }
  if (value.kind === 'oneOf')
    return new Set(value.options.flatMap((option) => [...shownNames(module, option)]));
  // A comparison only asks.
  if ((value.kind === 'operation' && value.operator !== '+') || value.kind === 'unknown') return new Set();
  return namesIn(module, value);
}
