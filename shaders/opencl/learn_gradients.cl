// The sweep that finds the gradient of the field's value, the loss of both, and how the values move with it.
    for (int q = 0; q < VECTORS; q++)
    {
        __global real *own = rows + q * LANES;
        const real z = ROW(own, $row);
        ROW(own, $sweep_row) += $slope;
    }
$sweep
    for (int q = 0; q < VECTORS; q++)
    {
        __global real *own = rows + q * LANES;
        const int sample = item * ITEM + q * WIDTH;
        const reali is_there = (sample + LANE) < count;
        const real z = ROW(own, $row), p = $value;
        real g[3] = { R(0.0f), R(0.0f), R(0.0f) }, known[4] = { R(0.0f), R(0.0f), R(0.0f), R(0.0f) }, by[4];
        for (int d = 0; d < $dimensions; d++) g[d] = ROW(own, $position_row + d);
        for (int i = 0; i < $targets; i++) known[i] = LOAD(targets + in_batch($targets, i, sample));
        const real judged = surface_loss(p, g, known, by);
        loss += is_there ? judged : R(0.0f);
        $add_slope
        // Other coordinates than the position do not move.
        for (int i = $dimensions; i < $inputs; i++) ROW(own, $move_row + i) = R(0.0f);
        for (int d = 0; d < $dimensions; d++)
            ROW(own, $move_row + d) = is_there ? by[1 + d] * R($scale) : R(0.0f);
    }
$tangent
    for (int q = 0; q < VECTORS; q++)
    {
        __global real *own = rows + q * LANES;
        const real z = ROW(own, $row);
        $add_curvature
    }
