import { measurePromotionControls } from './promotion-controls.js';
import { judgedShop } from './promotion-honest.js';
import { promotionSection } from './promotion-page.js';
import { measurePromotions } from './promotion-recall.js';
import { openShop } from './promotion-shop.js';
import type { Study } from './study.js';

/** Calendars of each shop for one seed, and copies of each with one fault. */
const CALENDARS_PER_SEED = 2;
const COPIES_PER_CALENDAR = 2;

/** Coupon and stack faults on the catalogue of the last day: parts of the page. */
export async function promotionStudy(
  { days, catalogDay }: Study,
  seeds: readonly number[],
): Promise<string[]> {
  const today = days.filter(({ day }) => day === catalogDay);
  const korean = openShop('Korean', today, catalogDay);
  const western = openShop('Western', today, catalogDay);
  const recall = measurePromotions([judgedShop(korean), judgedShop(western)], {
    seeds,
    calendarsPerSeed: CALENDARS_PER_SEED,
    copiesPerCalendar: COPIES_PER_CALENDAR,
  });
  return promotionSection(recall, await measurePromotionControls(korean));
}
