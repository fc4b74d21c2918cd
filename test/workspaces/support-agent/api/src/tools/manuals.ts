/** The short manuals, by title. The long ones are on paper only. */
export const MANUALS: Record<string, string> = {
  'Lumen Arc': 'Floor lamp. Socket E27, at most 15 W LED. Unplug before changing the bulb. Dimmer: hold the base for two seconds.',
  'Lumen Dot': 'Ceiling spot. Socket GU10. Fits ceilings from 8 mm. The transformer is inside the housing.',
  'Lumen Line': 'Desk lamp with a G13 tube. A flickering tube is worn: replace tube and starter together.',
};
