import { describe, expect, it } from 'vitest';
import { contactNumberOf, hasContactNumber } from '../../../src/core/contact-number.js';

describe('the form of an id', () => {
  it.each([
    '01012345678',
    '010-1234-5678',
    '010.1234.5678',
    '82-10-1234-5678',
    '+82-10-1234-5678',
    '+821012345678',
    '02-123-4567',
    '031-123-4567',
    '09012345678',
    '03-1234-5678',
    '138-0013-8000',
    '86-138-0013-8000',
  ])('is that of a telephone number: %s', (text) => {
    expect(contactNumberOf(text)).toBe('telephone');
  });

  it.each([
    '4111111111111111',
    '4111-1111-1111-1111',
    '378282246310005',
    '3782-822463-10005',
    '5555:5555:5555:4444',
  ])('is that of a card number: %s', (text) => {
    expect(contactNumberOf(text)).toBe('card');
  });

  it.each([
    '4111111111111112', // the check digit is wrong
    '20261127-000123',
    '202611272014',
    '1764241200000',
    '1234567890123456789',
    '10012345678',
    '0012-3456-7890',
    '1588-0000',
    'o-01012345678',
    '550e8400-e29b-41d4-a716-446655440000',
    '2026-11-27',
    '127.0.0.1:6379',
    '',
  ])('is that of neither: %s', (text) => {
    expect(contactNumberOf(text)).toBeUndefined();
  });
});

describe('a text', () => {
  it.each([
    'tel:01012345678',
    'TICKET-1:010-1234-5678',
    'TICKET-1-4111-1111-1111-1111',
    'r-010-1234-5678',
    'card_4111111111111111.',
    'x/4111-1111-1111-1111/y',
    '+82-10-1234-5678',
  ])('holds one: %s', (text) => {
    expect(hasContactNumber(text)).toBe(true);
  });

  it.each([
    'TICKET-812',
    'pi_3OqX2eLkdIwHu7ix0aBcDeFg',
    're-20261127-000123',
    'ECONNREFUSED',
    '20261127010123456789',
  ])('holds none: %s', (text) => {
    expect(hasContactNumber(text)).toBe(false);
  });
});
