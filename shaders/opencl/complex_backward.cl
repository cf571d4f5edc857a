    // Gradients of complex inputs $first to $last - 1 of a complex layer.
    for (int i = $first; i < $last; i += $block)
    {
        @real a#_% = R(0.0f);
        @real b#_% = R(0.0f);
        __global const float *w = parameters + $weights + 2 * i;
        for (int o = 0; o < $outputs; o++)
        {
            @const real d% = dz[2 * o * STRIDE + % * LANES];
            @const real e% = dz[(2 * o + 1) * STRIDE + % * LANES];
            @const real w# = R(w[2 * (o * $inputs + #)]);
            @const real v# = R(w[2 * (o * $inputs + #) + 1]);
            @a#_% = fma(w#, d%, fma(v#, e%, a#_%));
            @b#_% = fma(w#, e%, fma(-v#, d%, b#_%));
        }
        @$pull(a#_%, b#_%, rows + % * LANES, i + #);
    }
