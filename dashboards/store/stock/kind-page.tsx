/** One kind as the catalogue has it: its class of GB/T 38565, how it is kept and for how long, and by whose word. */
import { percent, whole, yuan } from '../../shared/figure.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { expiryEn } from '../../shared/words/expiry-en.ts';
import { expiryZh } from '../../shared/words/expiry-zh.ts';
import { inLang } from '../../shared/words/in-lang.ts';
import { InUse } from '../catalogue/in-use.tsx';
import { Fact } from '../list/fact.tsx';
import { useMe } from '../me.tsx';
import { type Kind, useNames } from '../names.tsx';
import { type Speech, useStoreWords } from '../use-store-words.tsx';
import { Go, useWhere } from '../use-where.tsx';

export function KindPage() {
  const words = useStoreWords();
  const names = useNames();
  const { asked } = useWhere();
  const { roles } = useMe();
  const kind = names.kinds.get(asked.kind ?? '');
  const { answer: region } = useAnswer('/api/region');
  if (!kind) return <p className="empty">{names.kinds.size ? words.stock.none : words.states.loading}</p>;
  const { kinds } = words;
  const category = region?.catalogue.categories.find(({ id }) => id === kind.category);
  const unit = names.unit(kind.id);
  return (
    <>
      <p className="crumbs">
        <Go to="catalogue">{words.pages.catalogue}</Go>
        <span className="code">{kind.id}</span>
      </p>
      <section>
        <h2>
          {words.nameOf(kind)} {kind.isRetired && <InUse kind={kind} words={words} />}
        </h2>
        <p className="hint">{region?.catalogue.note[words.lang === 'en' ? 'en' : 'zh']}</p>
        <dl className="facts">
          <Fact name={kinds.class}>
            <ClassOf kind={kind} />
          </Fact>
          <Fact name={kinds.category}>{category ? words.nameOf(category) : kind.category}</Fact>
          <Fact name={kinds.abc}>{kind.abc}</Fact>
          <Fact name={kinds.unit}>{unit}</Fact>
          <Fact name={kinds.pack}>{`${whole(kind.packUnits)} ${names.unit(kind.id, kind.packUnits)}`}</Fact>
          <Fact name={kinds.zone}>{words.stock.placeOf[kind.zone] ?? kind.zone}</Fact>
          <Fact name={kinds.cost}>{yuan(kind.unitCostFen)}</Fact>
          <Fact name={kinds.life}>
            <Life kind={kind} />
          </Fact>
          <Fact name={kinds.climate}>{climateTold(kind, words)}</Fact>
          <Fact name={kinds.near}>{kinds.days(kind.nearExpiryDays.join(words.and))}</Fact>
          <Fact name={kinds.need}>
            {kinds.needOf(
              `${kind.need.units} ${names.unit(kind.id, kind.need.units)}`,
              whole(kind.need.people),
              kind.need.every,
            )}
          </Fact>
        </dl>
        <p>
          <Go to="stock" asked={{ kind: kind.id }}>
            {kinds.stock}
          </Go>
          {roles.includes('policyOwner') && (
            <>
              {' · '}
              <Go to="catalogueDraft" asked={{ kind: kind.id }}>
                {words.catalogue.reviseKind}
              </Go>
            </>
          )}
        </p>
      </section>
    </>
  );
}

/** Code and name, with the way to the list it stands in. */
export function ClassOf({ kind: { supplyClass, supplyClassName } }: { kind: Kind }) {
  const { kinds } = useStoreWords();
  if (!supplyClass) return <span className="mark-none">{kinds.noClass}</span>;
  return (
    <>
      <Go to="classes" asked={{ under: supplyClass }} className="code">
        {supplyClass}
      </Go>{' '}
      {supplyClassName ?? <span className="mark-none">{kinds.unnamed}</span>}
    </>
  );
}

export function Life({ kind: { shelfLife } }: { kind: Kind }) {
  const { kinds, lang } = useStoreWords();
  const expiry = lang === 'en' ? expiryEn : expiryZh;
  const { storageYears, storageRange, clock, basis, grade, source } = shelfLife;
  if (storageYears === null) return kinds.noLife;
  return (
    <>
      {kinds.years(storageRange ? storageRange.join('–') : `${storageYears}`)} {clock && expiry.clock[clock]}
      <br />
      <small>
        {[expiry.basis[basis], inLang(source, lang), grade && expiry.grade(grade)]
          .filter(Boolean)
          .join(' · ')}
      </small>
    </>
  );
}

function climateTold({ climate: { celsius, humidity } }: Kind, { kinds, and, states }: Speech): string {
  const told = [
    celsius && kinds.celsius(`${celsius.min ?? states.none}`, `${celsius.max ?? states.none}`),
    humidity?.max != null && kinds.humidity(percent(humidity.max)),
  ].filter(Boolean);
  return told.length ? told.join(and) : kinds.noClimate;
}
