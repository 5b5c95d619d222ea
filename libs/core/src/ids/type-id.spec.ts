import fc from 'fast-check';
import { TypeID } from 'typeid-js';
import { InvariantError } from '../errors/index.js';
import { decodeId, encodeId, ID_PREFIXES, newUuid } from './index.js';

const uuid = fc.uuid({ version: [1, 2, 3, 4, 5, 6, 7, 8] });
const prefix = fc.constantFrom(...ID_PREFIXES);

describe('ids', () => {
  it('follow the examples of the TypeID specification', () => {
    const suffixOf = (of: string): string => encodeId('pay', of).slice('pay_'.length);
    expect(suffixOf('00000000-0000-0000-0000-000000000000')).toBe('00000000000000000000000000');
    expect(suffixOf('00000000-0000-0000-0000-000000000010')).toBe('0000000000000000000000000g');
    expect(suffixOf('ffffffff-ffff-ffff-ffff-ffffffffffff')).toBe('7zzzzzzzzzzzzzzzzzzzzzzzzz');
    expect(suffixOf('0110c853-1d09-52d8-d73e-1194e95b5f19')).toBe('0123456789abcdefghjkmnpqrs');
    expect(suffixOf('01890a5d-ac96-774b-bcce-b302099a8057')).toBe('01h455vb4pex5vsknk084sn02q');
  });

  it('come back as the UUID they were made of, and are what any TypeID library reads', () => {
    fc.assert(
      fc.property(prefix, uuid, (kind, value) => {
        const id = encodeId(kind, value);
        expect(decodeId(kind, id)).toBe(value);
        expect(TypeID.fromString(id, kind).toUUID()).toBe(value);
      }),
    );
  });

  it('of one kind are never read as another kind', () => {
    fc.assert(
      fc.property(prefix, prefix, uuid, (kind, other, value) => {
        fc.pre(kind !== other);
        expect(decodeId(other, encodeId(kind, value))).toBeUndefined();
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['a bare UUID', '01890a5d-ac96-774b-bcce-b302099a8057'],
    ['no suffix', 'pay_'],
    ['a suffix too short', 'pay_01h455vb4pex5vsknk084sn02'],
    ['a suffix too long', 'pay_01h455vb4pex5vsknk084sn02qq'],
    ['upper case', 'pay_01H455VB4PEX5VSKNK084SN02Q'],
    ['a letter outside the alphabet', 'pay_01h455vb4pex5vsknk084sn02u'],
    ['more than 128 bits', 'pay_81h455vb4pex5vsknk084sn02q'],
    ['a blank behind', 'pay_01h455vb4pex5vsknk084sn02q '],
    ['a line end behind', 'pay_01h455vb4pex5vsknk084sn02q\n'],
    ['two prefixes', 'pay_pay_01h455vb4pex5vsknk084sn02q'],
    ['another separator', 'pay-01h455vb4pex5vsknk084sn02q'],
  ])('are refused with %s', (_, text) => {
    expect(decodeId('pay', text)).toBeUndefined();
  });

  it('never make decoding throw, whatever the text', () => {
    fc.assert(
      fc.property(prefix, fc.string(), (kind, text) => {
        expect(decodeId(kind, text)).toBeUndefined();
        expect(decodeId(kind, `${kind}_${text}`)).toBeUndefined();
      }),
    );
  });

  it('are made only of UUIDs as the database writes them', () => {
    expect(() => encodeId('pay', '01890A5D-AC96-774B-BCCE-B302099A8057')).toThrow(InvariantError);
    expect(() => encodeId('pay', 'x')).toThrow(InvariantError);
  });

  it.each([
    ['a hyphen too few', '01890a5dac-96-774b-bcce-b302099a8057'],
    ['a hyphen at a wrong place', '01890a5-dac96-774b-bcce-b302099a8057'],
    ['a hyphen too many', '01890a5d-ac96-774b-bcce-b302-99a8057'],
    ['no hyphens', '01890a5d0ac9607740bcce0b302099a80570'],
    ['a letter beyond f', '01890a5d-ac96-774b-bcce-b302099a805g'],
    ['a letter beyond ASCII', '01890a5d-ac96-774b-bcce-b302099a805ë'],
    ['a character too many', '01890a5d-ac96-774b-bcce-b302099a80570'],
  ])('are not made of a text with %s', (_, text) => {
    expect(() => encodeId('pay', text)).toThrow(InvariantError);
  });

  it('sort in the order in which they were made', () => {
    const ids = Array.from({ length: 1_000 }, () => encodeId('trf', newUuid()));
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('have prefixes that TypeID allows, each once', () => {
    expect(new Set(ID_PREFIXES).size).toBe(ID_PREFIXES.length);
    for (const kind of ID_PREFIXES) expect(kind).toMatch(/^[a-z]{3,4}$/);
  });
});
