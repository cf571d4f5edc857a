            for (int r = 0; r < $count; r++)
            {
                const real z = ROW(own, $row + r);
                STORE($value, outputs + in_batch($outputs, $output + r, sample));
            }
