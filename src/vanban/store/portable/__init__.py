"""Every table's rows in a form that both databases write and read, for archives that outlive either."""
