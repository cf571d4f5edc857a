// The loss of a value p, its gradient g and what is known of the sample, and its derivatives by both.
static real surface_loss(real p, const real *g, const real *known, real *by)
{
    const real t = known[0];
    $slopes(p, g[0], g[1], g[2], $kind, by);
    by[0] += $value_slope;
    return $value_loss + $loss(p, g[0], g[1], g[2], $kind);
}
