package io.merganser.authz;

import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What a principal may do now. Immutable; deny by default. To may-see something is to may-do
/// anything within it: what cannot be seen is absent from names, metadata and messages alike.
///
/// A denial outweighs every grant. A row filter or mask applies however the table came to be
/// granted. A `*` in the place of the catalog reaches native catalogs only: a source has to be
/// granted by its name.
///
/// Another source than ours may do the granting ([#grantedBy]); what ours takes away holds all the
/// same.
public final class EffectiveSet {
  private final Principal principal;
  private final Claims claims;
  private final Rights rights;
  private final List<Grant> limits;
  private final Set<String> nativeCatalogs;
  private final String fingerprint;

  /// @param nativeCatalogs names of the catalogs that are no sources
  public EffectiveSet(
      Principal principal, Claims claims, Rights rights, Set<String> nativeCatalogs) {
    this(principal, claims, rights, List.of(), nativeCatalogs);
  }

  private EffectiveSet(
      Principal principal,
      Claims claims,
      Rights rights,
      List<Grant> limits,
      Set<String> nativeCatalogs) {
    this.principal = principal;
    this.claims = claims;
    this.rights = rights;
    this.limits = limits;
    this.nativeCatalogs =
        nativeCatalogs.stream().map(Names::fold).collect(Collectors.toUnmodifiableSet());
    this.fingerprint = Fingerprint.of(principal, claims, rights, limits, this.nativeCatalogs);
  }

  public EffectiveSet(Principal principal, List<Grant> grants) {
    this(principal, Claims.NONE, Rights.of(grants), Set.of());
  }

  /// The same, with the grants of another source in the place of ours. Ours still say how much:
  /// where one of them is for some columns of a table, and none for all, there are no more columns
  /// than in those. Denials, filters and masks hold as ever.
  public EffectiveSet grantedBy(List<Grant> grants) {
    return new EffectiveSet(
        principal,
        claims,
        new Rights(grants, rights.denials(), rights.rowFilters(), rights.columnMasks()),
        rights.grants(),
        nativeCatalogs);
  }

  public Principal principal() {
    return principal;
  }

  public Claims claims() {
    return claims;
  }

  public Rights rights() {
    return rights;
  }

  /// Whether the verb is granted, be it for some columns only.
  public boolean allows(Verb verb, TableName table) {
    return principal.superuser()
        || (!isDenied(table)
            && rights.grants().stream()
                .anyMatch(grant -> grant.verbs().contains(verb) && gives(grant, table)));
  }

  /// Whether the verb is granted on the table as it is: no policy is on it.
  ///
  /// @param table one called `*` stands for all of its schema
  public boolean allowsWhole(Verb verb, TableName table) {
    return principal.superuser()
        || (allows(verb, table)
            && rights.grants().stream()
                .anyMatch(grant ->
                    grant.verbs().contains(verb) && grant.columns().areAll() && gives(grant, table))
            && limit(verb, table).areAll()
            && rights.policed().noneMatch(on -> on.touches(table)));
  }

  /// Whether the table exists for the principal at all.
  public boolean sees(TableName table) {
    return principal.superuser()
        || (!isDenied(table) && rights.grants().stream().anyMatch(grant -> gives(grant, table)));
  }

  public boolean sees(String catalog, String schema) {
    return principal.superuser()
        || (rights.denials().stream()
                .noneMatch(
                    denial -> denial.columns().areAll() && denial.on().coversAll(catalog, schema))
            && rights.grants().stream()
                .anyMatch(grant -> reaches(grant, catalog) && grant.on().reaches(catalog, schema)));
  }

  public boolean sees(String catalog) {
    return principal.superuser()
        || (rights.denials().stream()
                .noneMatch(denial -> denial.columns().areAll() && denial.on().coversAll(catalog))
            && rights.grants().stream().anyMatch(grant -> reaches(grant, catalog)));
  }

  /// What the principal has of a table that it sees.
  ///
  /// A column under two masks that differ is withheld: neither is known to hide enough.
  ///
  /// @param columns of the table, as it spells them
  public TablePolicy policy(TableName table, List<String> columns) {
    if (principal.superuser()) {
      return new TablePolicy(columns, false, Map.of(), List.of());
    }
    List<Grant> grants =
        rights.grants().stream()
            .filter(grant -> grant.verbs().contains(Verb.READ) && gives(grant, table))
            .toList();
    List<Denial> denials =
        rights.denials().stream().filter(denial -> denial.on().covers(table)).toList();
    Columns limit = limit(Verb.READ, table);
    List<String> granted = new ArrayList<>();
    Map<String, String> masks = new LinkedHashMap<>();
    for (String column : columns) {
      Set<String> expressions = masks(table, column);
      if (grants.stream().anyMatch(grant -> grant.columns().contain(column))
          && limit.contain(column)
          && denials.stream().noneMatch(denial -> denial.columns().contain(column))
          && expressions.size() <= 1) {
        granted.add(column);
        expressions.forEach(expression -> masks.put(column, expression));
      }
    }
    return new TablePolicy(
        granted,
        granted.size() < columns.size(),
        masks,
        rights.rowFilters().stream()
            .filter(filter -> filter.on().covers(table))
            .map(RowFilter::predicate)
            .distinct()
            .toList());
  }

  /// The columns of a table that the principal may write. One under a mask is not: what it reads
  /// there is no value of the table, and would go into it.
  ///
  /// @param columns of the table, as it spells them
  public List<String> writable(TableName table, List<String> columns) {
    if (principal.superuser()) {
      return columns;
    }
    List<Grant> grants =
        rights.grants().stream()
            .filter(grant -> grant.verbs().contains(Verb.WRITE) && gives(grant, table))
            .toList();
    Columns limit = limit(Verb.WRITE, table);
    return columns.stream()
        .filter(limit::contain)
        .filter(column -> grants.stream().anyMatch(grant -> grant.columns().contain(column)))
        .filter(column ->
            rights.denials().stream()
                .noneMatch(denial -> denial.on().covers(table) && denial.columns().contain(column)))
        .filter(column -> masks(table, column).isEmpty())
        .toList();
  }

  /// Whether the verb is granted on rows as a whole, and not on some of their columns only.
  public boolean allowsRows(Verb verb, TableName table) {
    return principal.superuser()
        || (allows(verb, table)
            && limit(verb, table).areAll()
            && rights.grants().stream()
                .anyMatch(grant ->
                    grant.verbs().contains(verb)
                        && grant.columns().areAll()
                        && gives(grant, table)));
  }

  /// Whether the scope may be read, and so whether it exists for the principal at all.
  public boolean allows(ScopeName scope) {
    return principal.superuser() || rights.scopes().contains(scope);
  }

  /// What the definition of a dataset is read with on behalf of the principal: the definer lends
  /// the right to read all tables of the catalogs. What denials, row filters and masks take from
  /// the principal stays taken, and who asks stays the principal.
  public EffectiveSet lent(Collection<String> catalogs) {
    List<Grant> grants =
        catalogs.stream()
            .map(catalog -> new Grant(new Securable(catalog, "*", "*"), Set.of(Verb.READ)))
            .toList();
    return new EffectiveSet(principal, claims, rights.withGrants(grants), nativeCatalogs);
  }

  /// Equal for equal rights; plans are cached under it.
  public String fingerprint() {
    return fingerprint;
  }

  private Set<String> masks(TableName table, String column) {
    Set<String> expressions = new HashSet<>();
    for (ColumnMask mask : rights.columnMasks()) {
      if (mask.on().covers(table) && Names.fold(mask.column()).equals(Names.fold(column))) {
        expressions.add(mask.expression());
      }
    }
    return expressions;
  }

  /// How much of the table there is at most, by the grants that only say how much.
  private Columns limit(Verb verb, TableName table) {
    List<String> names = null;
    for (Grant grant : limits) {
      if (grant.verbs().contains(verb)
          && grant.on().covers(table)
          && (!grant.on().isAnyCatalog() || isNative(table.catalog()))) {
        List<String> of = grant.columns().names();
        if (of == null) {
          return Columns.ALL;
        }
        names = names == null ? new ArrayList<>() : names;
        names.addAll(of);
      }
    }
    return new Columns(names);
  }

  /// Whether the grant is one of something of the table.
  boolean gives(Grant grant, TableName table) {
    return reaches(grant, table.catalog()) && grant.on().covers(table);
  }

  private boolean reaches(Grant grant, String catalog) {
    return !grant.verbs().isEmpty()
        && !grant.columns().areNone()
        && grant.on().reaches(catalog)
        && (!grant.on().isAnyCatalog() || isNative(catalog));
  }

  private boolean isNative(String catalog) {
    return nativeCatalogs.contains(Names.fold(catalog));
  }

  private boolean isDenied(TableName table) {
    return rights.denials().stream()
        .anyMatch(denial -> denial.columns().areAll() && denial.on().covers(table));
  }
}
