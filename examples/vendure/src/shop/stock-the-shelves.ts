// What an administrator would type once: a shop in Korean won, one payment method, one product of which three units are there.
import type { INestApplication } from '@nestjs/common';
import {
  ChannelService,
  CurrencyCode,
  LanguageCode,
  Populator,
  ProductService,
  ProductVariantService,
  RequestContextService,
  TransactionalConnection,
  User,
} from '@vendure/core';

const LANGUAGE = LanguageCode.en;

/** Earphones at KRW 129,000: Vendure counts in hundredths of every currency, of the won too. */
export const EARPHONES = {
  sku: 'EP-100',
  name: 'Earphones EP-100',
  price: 12_900_000,
  stockOnHand: 3,
} as const;

/** Fills an empty shop. */
export async function stockTheShelves(app: INestApplication): Promise<void> {
  await useWon(app);
  await app.get(Populator).populateInitialData({
    defaultLanguage: LANGUAGE,
    defaultZone: 'Korea',
    countries: [{ code: 'KR', name: 'Korea', zone: 'Korea' }],
    taxRates: [{ name: 'Standard', percentage: 10 }],
    shippingMethods: [{ name: 'Parcel', price: 300_000 }],
    paymentMethods: [
      {
        name: 'Card',
        handler: {
          code: 'card',
          arguments: [],
        },
      },
    ],
    collections: [],
  });
  const ctx = await adminContext(app);
  const product = await app.get(ProductService).create(ctx, {
    enabled: true,
    translations: [{ languageCode: LANGUAGE, name: EARPHONES.name, slug: 'earphones', description: '' }],
  });
  await app.get(ProductVariantService).create(ctx, [
    {
      productId: String(product.id),
      sku: EARPHONES.sku,
      price: EARPHONES.price,
      stockOnHand: EARPHONES.stockOnHand,
      translations: [{ languageCode: LANGUAGE, name: EARPHONES.name }],
    },
  ]);
}

async function useWon(app: INestApplication): Promise<void> {
  const channels = app.get(ChannelService);
  const { id } = await channels.getDefaultChannel();
  const changed = await channels.update(await adminContext(app), {
    id: String(id),
    pricesIncludeTax: true,
    defaultCurrencyCode: CurrencyCode.KRW,
    availableCurrencyCodes: [CurrencyCode.KRW],
  });
  if ('errorCode' in changed) throw new Error(`the channel stayed as it was: ${changed.message}`);
}

/** A context of the administrator: services act in somebody's name. */
async function adminContext(app: INestApplication) {
  const user = await app
    .get(TransactionalConnection)
    .rawConnection.getRepository(User)
    .findOneOrFail({ where: { identifier: 'superadmin' }, relations: ['roles', 'roles.channels'] });
  return await app.get(RequestContextService).create({ apiType: 'admin', user, languageCode: LANGUAGE });
}
