// The grid that positions are looked up in: cells of one degree, numbered row by row from the south-west.
// src/places/cell.hpp reads what is written here.

export const micro = 1_000_000;

export const to_micro = (degrees) => Math.round(degrees * micro);

/** @param {number} row 0 (south) to 179  @param {number} column any; wrapped to 0 … 359 */
export function cell_id(row, column) {
  return Math.min(Math.max(row, 0), 179) * 360 + (((column % 360) + 360) % 360);
}

/** Of a position in microdegrees; the pole belongs to the row beside it, +180° is −180°. */
export function cell_of(latitude, longitude) {
  return cell_id(Math.floor(latitude / micro) + 90, Math.floor(longitude / micro) + 180);
}
