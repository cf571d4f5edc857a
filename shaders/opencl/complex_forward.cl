    // Complex outputs $first to $last - 1; real and imaginary parts alternate everywhere.
    for (int o = $first; o < $last; o += $block)
    {
        @real a#_% = R($bias);
        @real b#_% = R($imaginary_bias);
        __global const float *w = parameters + $weights + 2 * o * $inputs;
        for (int i = 0; i < $inputs; i++)
        {
            @const real x% = x[2 * i * STRIDE + % * LANES];
            @const real y% = x[(2 * i + 1) * STRIDE + % * LANES];
            @const real w# = R(w[2 * (# * $inputs + i)]);
            @const real v# = R(w[2 * (# * $inputs + i) + 1]);
            @a#_% = fma(w#, x%, fma(-v#, y%, a#_%));
            @b#_% = fma(w#, y%, fma(v#, x%, b#_%));
        }
        @$store(a#_%, b#_%, rows + % * LANES, o + #);
    }
